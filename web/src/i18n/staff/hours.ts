// The form of opening hours.
import { byKey, texts } from "../index";

export const hoursText = texts({
  zh: {
    mode: "填写方式", form: "按星期填写", raw: "OSM 原文", unset: "未填写",
    rawHint: "OpenStreetMap opening_hours 语法。表单装不下的写法（季节、日出日落、备注等）在这里保留原样。",
    rawOnly: "这段时间含有表单装不下的写法，已按原文打开，不会丢失任何内容。",
    set: "填写开放时间", clear: "清空",
    everyDay: "每天", until: "至",
    days: ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
    from: "开", to: "关", closed: "不开放", allDay: "全天", add: "加一段", remove: "删除这段", nextDay: "次日",
    copyDown: "同周一", copyAll: "周一的时间用于每天", copyWork: "用于周一至周五", always: "每天 24 小时",
    holidays: "法定节假日", asWeekday: "照常（按当天星期）", holidayClosed: "不开放", holidayOwn: "另定时间",
    makeup: "调休上班日按工作日开放，系统自动处理；要不一样，请在下面按日期另定。",
    exceptions: "特殊日期", addException: "加特殊日期", first: "从", last: "到", removeException: "删除这一条",
    overlap: "时间段有重叠", empty: "结束时间须晚于开始（过夜请填次日的钟点）", badRange: "请选起止日期",
    strip: "今后两周", stripHint: "按服务器的规则和放假安排计算", nothing: "没有开放时间", checking: "正在计算…",
    dayKind: byKey({ ordinary: "", off: "节假日", workday: "调休上班", unknown: "放假安排未公布" }),
    open: "开放", unknown: "未知", noClock: "例如 08:30",
  },
  en: {
    mode: "How to fill in", form: "By weekday", raw: "OSM text", unset: "Not said",
    rawHint: "OpenStreetMap's opening_hours syntax. What the form cannot hold (seasons, sunset, remarks) is kept here as it is.",
    rawOnly: "These hours say more than the form can hold. They are opened as text; nothing is lost.",
    set: "Say the hours", clear: "Clear",
    everyDay: "Every day", until: "–",
    days: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    from: "Opens", to: "Closes", closed: "Closed", allDay: "All day", add: "Add a span", remove: "Remove this span", nextDay: "next day",
    copyDown: "As Monday", copyAll: "Monday's hours every day", copyWork: "Monday to Friday", always: "24 hours every day",
    holidays: "Public holidays", asWeekday: "As the weekday", holidayClosed: "Closed", holidayOwn: "Hours of their own",
    makeup: "Make-up workdays are treated as workdays by themselves; name the date below if one is not.",
    exceptions: "Special days", addException: "Add special days", first: "From", last: "To", removeException: "Remove these days",
    overlap: "Spans overlap", empty: "It must close after it opens (for a night, give the hour of the next day)", badRange: "Choose first and last day",
    strip: "The next two weeks", stripHint: "Reckoned by the server, with its holidays", nothing: "No hours", checking: "Reckoning…",
    dayKind: byKey({ ordinary: "", off: "Holiday", workday: "Make-up workday", unknown: "Holidays not published" }),
    open: "Open", unknown: "Unknown", noClock: "e.g. 08:30",
  },
});
