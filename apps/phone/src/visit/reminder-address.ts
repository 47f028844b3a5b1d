// What the page and the service worker must say alike.

/** Names the reminder among notifications: a second one takes the place of the first. */
export const REMINDER_TAG = "still-there"

/** What the reminder's button "Leave now" opens. */
export const LEAVE_ADDRESS = "/?leave=1"
