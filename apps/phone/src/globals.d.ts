/** The version of the release, put in by the build. */
declare const __APP_VERSION__: string
