// What is kept of a rider, said exactly.
import { texts } from "./index";

export const keptText = texts({
  zh: {
    title: "留下了什么",
    position: "你的位置",
    positionText: [
      "驿站数据存到手机以后，查找都在手机里完成，位置不会发出去。",
      "在那之前，或者你关掉“在手机上查找”时，每次查找会把位置发给服务器，算完就丢：不写进日志，也不写进数据库。",
      "页面没有统计和广告代码；除了发布单位选用的地图底图，不联系别的网站。",
    ],
    use: "帮助规划新驿站（默认关闭）",
    useOff: "现在是关闭的：下面这些一样也不会发出。",
    useOn: "现在是打开的。",
    useText: [
      "打开后，在你自己的位置查找时，手机把位置换成一格约 0.1 平方公里的 H3 网格（9 级），只发这个格子的编号、星期几的第几个小时、1 公里内有没有到达时开着且合用的驿站，再加一个每周一换的随机编号。",
      "一个编号一周最多说 4 个格子，同一格同一小时只说一次。搜索别的地点不算。",
      "一周过完，服务器把这些合成统计，随即删掉原始记录。",
      "一个格子至少有 10 个不同编号才公布；不够的并到大一级的格子（8 级，约 0.7 平方公里）再看，还不够就不公布。公布的数都取 5 的倍数。",
      "公布的统计人人可看，规划者用它判断哪里缺驿站。",
    ],
    weeks: "看公布的统计",
    reports: "报错和确认",
    reportsText: [
      "报错、“还在营业”只在你点了以后才发，留下说了什么、什么时候说的；照片去掉拍摄信息。",
      "凭回执可以查结果。要删除，把回执告诉发布单位。",
    ],
    phone: "只在手机里",
    phoneText: ["收藏、最近去过的地点、筛选、设置和驿站数据只存在这部手机里，清除浏览器数据就没有了。"],
  },
  en: {
    title: "What is kept",
    position: "Your position",
    positionText: [
      "Once the stations are on your phone, every search is done there and your position is not sent.",
      "Until then, or when you switch “Search on this phone” off, each search sends your position to the server, which forgets it with the answer: it is in no log and in no database.",
      "The page has no code that counts or advertises, and contacts no other site but that of the base map, if the publisher has chosen one.",
    ],
    use: "Help plan new stations (off by default)",
    useOff: "It is off: nothing of the following is sent.",
    useOn: "It is on.",
    useText: [
      "When it is on and you search from where you are, your phone turns your position into a cell of about 0.1 km² (H3, resolution 9) and sends the cell, the hour of the week, whether a station that is open on arrival and fits was within 1 km, and a random number that changes every Monday.",
      "One number tells of at most 4 cells a week, and of each cell and hour once. Searches around other places do not count.",
      "When the week is over the server adds these up and deletes what was sent.",
      "A cell is published only when 10 different numbers told of it; otherwise it is added to a larger cell (resolution 8, about 0.7 km²), and if that is not enough it is not published at all. Published figures are multiples of 5.",
      "Everybody may read what is published; planners see from it where stations are missing.",
    ],
    weeks: "See what is published",
    reports: "Reports and confirmations",
    reportsText: [
      "They are sent only when you tap; what you said and when is kept. Photos lose what the camera noted.",
      "The receipt tells what became of it. To have it deleted, give the receipt to the publisher.",
    ],
    phone: "Only on this phone",
    phoneText: ["Favourites, recent places, filters, settings and the stations themselves are kept on this phone only; they go with the browser's data."],
  },
});
