// Rounds of verification, and what is to be verified.
import { byKey, texts } from "../index";

export const roundsText = texts({
  zh: {
    title: "核验", rounds: "核验活动", due: "待核验清单", begin: "发起核验", none: "还没有核验活动。发起一次，就会给范围内每个驿站派一个任务。",
    name: "名称", named: (year: string, quarter: string) => `${year} 年第${["一", "二", "三", "四"][Number(quarter) - 1] ?? ""}季度核验`,
    startsOn: "开始", dueOn: "截止", areas: "街道（地区）", areasAll: "全区", kinds: "类别", kindsAll: "全部类别", scopeHint: "不选就是全部", make: "发起", change: "修改", changeTitle: "修改核验活动",
    states: byKey({ planned: "未开始", running: "进行中", overdue: "已过截止", ended: "已结束" }),
    days: (from: string, until: string) => `${from} 至 ${until}`, left: (days: number) => (days === 0 ? "今天截止" : `还有 ${days} 天`), over: (days: number) => `超过 ${days} 天`,
    progress: (done: number, all: number) => `${done} / ${all}`, percent: (share: number) => `${share}%`, progressOf: (what: string, done: number, all: number) => `${what}：完成 ${done}，共 ${all}`,
    byArea: "按街道", byPerson: "按人", tasks: "任务", nobody: "未分派", someone: "其他人", me: "我",
    hand: "交给", handArea: (area: string) => `把${area}的任务交给`, handChosen: "把所选任务交给", handBack: "（不指定人）", handed: (who: string, n: number) => `${n} 个任务已交给 ${who}`, handedBack: (n: number) => `${n} 个任务已收回，谁有权谁做`,
    end: "结束活动", endText: (open: number) => `结束后，还没做的 ${open} 个任务不再要求任何人去做；已做的核验都保留。`, ended: "活动已结束", saved: "已保存", begun: (n: number) => `已发起，共 ${n} 个任务`,
    open: "未完成", done: "已完成", all: "全部", station: "驿站", area: "街道", person: "负责人", state: "状态", doneAt: (when: string) => `${when}完成`, choose: "选择", chooseAll: "全选这一页", chosen: (n: number) => `已选 ${n} 个`, noTasks: "没有符合的任务",
    overdueOnly: "只看逾期", dueCount: (n: number, overdue: number) => `${n} 个，其中逾期 ${overdue} 个`, overdueDays: (days: number) => `逾期 ${days} 天`, dueIn: (days: number) => (days === 0 ? "今天到期" : `${days} 天后到期`), verifiedOn: "上次核验", never: "从未", dueDay: "应核验", unit: "管理单位", check: "去核验", asked: "在活动中", nothingDue: "没有到期的驿站", more: "加载更多", shown: (n: number, all: number) => `已列出 ${n} / ${all}`,
  },
  en: {
    title: "Verification", rounds: "Rounds", due: "What is due", begin: "Begin a round", none: "No rounds yet. Beginning one makes a task for every station of its areas.",
    name: "Name", named: (year: string, quarter: string) => `Verification, quarter ${quarter} of ${year}`,
    startsOn: "From", dueOn: "Until", areas: "Areas", areasAll: "The whole district", kinds: "Kinds", kindsAll: "All kinds", scopeHint: "None chosen: all", make: "Begin", change: "Change", changeTitle: "Change the round",
    states: byKey({ planned: "Not begun", running: "Running", overdue: "Past its last day", ended: "Ended" }),
    days: (from: string, until: string) => `${from} to ${until}`, left: (days: number) => (days === 0 ? "ends today" : `${days} days left`), over: (days: number) => `${days} days over`,
    progress: (done: number, all: number) => `${done} of ${all}`, percent: (share: number) => `${share} %`, progressOf: (what: string, done: number, all: number) => `${what}: ${done} of ${all} done`,
    byArea: "By area", byPerson: "By person", tasks: "Tasks", nobody: "Nobody's yet", someone: "Somebody else", me: "Me",
    hand: "Give to", handArea: (area: string) => `Give the tasks of ${area} to`, handChosen: "Give the chosen tasks to", handBack: "(nobody in particular)", handed: (who: string, n: number) => `${n} tasks given to ${who}`, handedBack: (n: number) => `${n} tasks are anybody's again`,
    end: "End the round", endText: (open: number) => `The ${open} tasks that are open are asked of nobody any more; visits that were made stay.`, ended: "The round is ended", saved: "Saved", begun: (n: number) => `Begun, with ${n} tasks`,
    open: "Open", done: "Done", all: "All", station: "Station", area: "Area", person: "Whose", state: "State", doneAt: (when: string) => `done ${when}`, choose: "Choose", chooseAll: "Choose this page", chosen: (n: number) => `${n} chosen`, noTasks: "No task fits",
    overdueOnly: "Overdue only", dueCount: (n: number, overdue: number) => `${n}, of which ${overdue} are overdue`, overdueDays: (days: number) => `${days} days overdue`, dueIn: (days: number) => (days === 0 ? "due today" : `due in ${days} days`), verifiedOn: "Last verified", never: "Never", dueDay: "Due by", unit: "Unit", check: "Verify", asked: "In a round", nothingDue: "Nothing is due", more: "Load more", shown: (n: number, all: number) => `${n} of ${all}`,
  },
});
