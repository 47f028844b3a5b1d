import type { Field } from "../shapes.ts"

// What titles say, by how surely they say it: an earlier line wins where a field is wanted once.
// Words are folded by titleWords. English, Chinese and French, the languages of the lists that were seen.
const vocabulary: readonly (readonly [Field, RegExp])[] = [
  [
    "id",
    /^((event|exposure|record|source|reference|ref|case location|location|site|unique|object)? ?(id|number|no|ref|reference|identifier|code)|#|uid|guid|fid|key|編號|序號|编号|序号|identifiant)$/,
  ],
  [
    "when",
    /^((exposure )?dates? and times?( of (exposure|visit|contact|concern))?|when|exposure (period|window)s?|dates? times?|(exposure )?date ?times?( of exposure)?|period|日期及時間|日期時間|日期及时间|時間及日期|dates? et heures?|horaires?)$/,
  ],
  [
    "start",
    /^((exposure |visit )?(start|starts|begin|begins|beginning|from|date begin|date start|start(ing)? (date|time)? ?(and )?(time|date)|start date ?time( utc)?|from date ?time|commenced?|arrival|arrived( at)?|entered|time in|date from|debut|début)( local)?|開始|開始日期時間|开始)$/,
  ],
  [
    "end",
    /^((exposure |visit )?(end|ends|ending|finish|finishes|finished|to|until|till|date end|date finish|end (date|time)? ?(and )?(time|date)|end date ?time( utc)?|to date ?time|departure|departed|left|exit|time out|date to|fin)( local)?|結束|結束日期時間|结束|完結)$/,
  ],
  [
    "startTime",
    /^((exposure )?(time )?(start|from|begin)( time)?( 24)?|(exposure )?time start( 24)?|(start|from|begin|opening|arrival) (time|hour)|time from|exposure time start 24|開始時間|开始时间|heure de d[eé]but)$/,
  ],
  [
    "endTime",
    /^((exposure )?(time )?(end|to|finish)( time)?( 24)?|(exposure )?time end( 24)?|(end|to|finish|until|departure) (time|hour)|time (to|until)|exposure time end 24|結束時間|结束时间|heure de fin)$/,
  ],
  ["endDate", /^((end|last|finish|to) date|date (to|until|end)|exposure end date|結束日期|结束日期|date de fin)$/],
  [
    "date",
    /^((exposure |visit |event |case )?(date s|date|day|dates)( dtm| of (exposure|travel|visit|contact|event|concern))?|(start|first|from) date|date from|exposure start date|last date of (residence|visit)( of the case s)?( .*)?|開始日期|日期|到訪日期|曝露日期|最後個案居住日期.*|最後.*日期|date de (l exposition|début))$/,
  ],
  [
    "times",
    /^((exposure |visit )?(time|times|hours|time s|times? s? ?(of (exposure|visit|contact|concern)|period|periods|range|slot|slots|window))|slots?|時間|時段|到訪時間|时间|时段|heures?)$/,
  ],
  [
    "name",
    /^((event|venue|site|place|premises?|business|establishment|facility|building|shop|store|exposure|location|transport|poi) (name|title)s?( en| eng| english)?|name of (the )?(venue|event|site|place|premises?|business|establishment|facility|building|shop|store|location)|(flight|train|transport|bus|ferry|vessel|route)( (flight|train|bus))?( (number|no|name))?|(exposure )?(venue|event|site|place|premises?|business|establishment|facility|building|shop|store|setting)s?( en| english)?|name( en| eng| english)?|exposure location|location of (exposure|concern|interest)|title|where|地點|場所|名稱|處所|大廈名單|大廈名稱|大廈|建築物|地点|名称|场所|商戶|店鋪|lieux?|nom|établissement)$/,
  ],
  [
    "nameZh",
    /^((event|venue|site|place|premises?|facility|building)? ?(name )?(zh|chi|chinese|tc|zh hant|zh hans|zh hk|zh tw)( name)?|chinese( name| title)?|中文名稱?|中文名称?|name chinese|name in chinese)$/,
  ],
  [
    "seats",
    /^((seat|row|coach|carriage|cabin)( (seat|row|coach|carriage|cabin|compartment))?( numbers?| no)?|seats?|rows?|(rows?|seats?|carriages?|cabins?)( and| or| number)? ?(rows?|seats?|number)?|seat(ing)? (details|numbers?)|座位|座位 車廂編號|車廂|sièges?)$/,
  ],
  [
    "district",
    /^(suburb|city|town|city town|town city|district|locality|area|neighbourhood|neighborhood|borough|municipality|lga|county|zone|region|suburb or town|地區|分區|地区|區域|commune|ville|quartier)$/,
  ],
  [
    "address",
    /^(departure arrival|from to|origin destination|route details|(venue |site |street |full |place |building |event )?(street ?)?address( line 1| en| english)?|site street ?address|street|street name|g maps address|location address|location|where exactly|地址|address(e)?|adresse)$/,
  ],
  [
    "tier",
    /^((exposure|contact|alert|risk|advice) ?(type|title|tier|level|category|rating)|tier|alert|risk|contact|severity|類型|風險)$/,
  ],
  [
    "advice",
    /^((public |health )?(advice|information|instructions?|guidance|recommendations?|action|actions)( html| required| to take| instruction| for public)?|advice instruction|what (to do|you (must|should|need to) do)|action required|requirements?|info|建議|指引|须知|consignes?)$/,
  ],
  [
    "kind",
    /^(kind|(venue|place|site|location|setting|event|premises) (type|category|kind)|category|類別|類型 場所|場所類別|类别)$/,
  ],
  [
    "published",
    /^((date )?(added|published|posted|listed|created|reported|notified)( at| on| date| time| dtm| date dtm| date time)?|date (added|published|posted|of publication)|publication date|發布日期|公布日期|added date dtm)$/,
  ],
  [
    "updated",
    /^((date )?(last )?(updated?|modified|changed|revised|edited)( at| on| date| time)?|last updated? (date|time|at)|update (date|time)|更新日期|更新時間|更新)$/,
  ],
  ["latitude", /^(lat|latitude|y|geo lat|location latitude|緯度)$/],
  ["longitude", /^(lng|lon|long|longitude|x|geo (lng|lon)|location longitude|經度)$/],
  [
    "notes",
    /^(notes?|remarks?|comments?|details?|further (details|information)|additional (details|information|notes)|備註|備注|备注|說明|remarques?)$/,
  ],
]

/** The meanings that a title can have, likeliest first. `a.b` of nested records is also tried as `b`. */
export function fieldsOfTitle(words: string): Field[] {
  const last = words.replace(/^(location|venue|site|place|geometry|properties) /, "")
  // A title in two languages says the same twice: `District 地區`.
  const parts = /\p{Script=Han}/u.test(words)
    ? [words.replace(/\p{Script=Han}+/gu, " "), words.replace(/[^\p{Script=Han}]+/gu, "")]
    : []
  for (const one of [words, last, ...parts.map((part) => part.replace(/\s+/g, " ").trim())]) {
    const found = vocabulary.filter(([, pattern]) => pattern.test(one)).map(([field]) => field)
    if (found.length > 0) return found
  }
  return []
}
