// Personal data put out on request.
import { texts } from "../index";

export const eraseText = texts({
  zh: {
    erase: "抹除", forGood: "抹除后无法恢复；备份中的内容随备份到期消失。", why: "依据（必填，不要写个人信息）", erased: "已抹除",
    person: "抹除个人信息", personText: "姓名和账号名从账号、审计日志和各处记录中去掉，本人不能再登录；做过的事保留，记在一个没有姓名的账号下。",
    report: "抹除纠错内容", reportText: "骑手写的文字、标的位置和照片都会去掉，只留下问题类别和处理结果。", reportErased: (when: string) => `内容已于 ${when} 按要求抹除`,
    state: "已抹除",
  },
  en: {
    erase: "Erase", forGood: "This cannot be undone; backups keep it until they are replaced.", why: "On what ground (needed; nothing personal)", erased: "Erased",
    person: "Erase personal data", personText: "Names are put out in the account, the audit log and everywhere else, and nobody signs in with it again; what was done stays, under an account without a name.",
    report: "Erase the report", reportText: "The rider's words, the place and the photo are put out; the kind of problem and the outcome stay.", reportErased: (when: string) => `Erased on request, ${when}`,
    state: "Erased",
  },
});
