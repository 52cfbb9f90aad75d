// Files, reports, audit, people and one's own account.
import { byKey, texts } from "../index";

export const importsText = texts({
  zh: {
    title: "导入导出", lead: "导出台账，在 Excel 里修改，再上传回来。上传后先看计划，确认后才写入。",
    export: "导出台账", exportHint: "含全部列和版本号；表头冻结，带下拉选项和说明页", formats: byKey({ xlsx: "Excel（XLSX）", csv: "CSV（UTF-8）", geojson: "GeoJSON" }),
    upload: "上传台账文件", drop: "把文件拖到这里，或点击选择", accepts: "XLSX、CSV（UTF-8 或 GB18030）、GeoJSON，不超过 32 MB", datum: "没有写明坐标系的位置按", uploading: "正在上传…",
    recent: "最近的导入", none: "还没有导入过", file: "文件", who: "上传人", when: "时间", state: "状态", rows: "行数",
    states: byKey({ planning: "正在制订计划", ready: "待确认", failed: "读不了", applied: "已应用", expired: "已过期", interrupted: "已中断" }),
    rowStates: byKey({ new: "新增", changed: "修改", unchanged: "未变", conflict: "冲突", wrong: "有误", not_allowed: "无权" }),
    rowHints: byKey({ conflict: "导出之后有人改过", wrong: "请在文件里改正后重新上传", not_allowed: "不在您的街道或单位", unchanged: "与台账相同，不会写入" }),
    progress: (done: number, total: number) => (total > 0 ? `已读 ${done} / ${total} 行` : "正在读文件…"),
    row: (row: number) => `第 ${row} 行`, all: "全部", take: "写入", takeAll: "全选本页可写入的行", changes: "修改内容", problem: "问题", todo: "怎么办", column: "列", passedOver: "不认识的列（原样保留在文件里，不写入）", remarks: "文件说明",
    apply: (n: number) => `写入 ${n} 行`, applying: "正在写入…", applied: (rev: number) => `已写入（第 ${rev} 次修改）`, undoAll: "撤销整次导入", reason: "写入原因（选填）",
    left: (n: number) => `${n} 行不写入（有误、冲突、无权或未勾选）`, again: "请更正文件后重新上传。", interrupted: "服务器重启时计划被打断，请重新上传。", seen: (v: number) => `文件里是第 ${v} 版`,
    nothing: "没有要写入的行", noRows: "这一类没有行", severity: byKey({ error: "错误", warning: "提醒", note: "说明" }),
  },
  en: {
    title: "Files", lead: "Export the ledger, edit it in Excel, upload it. You see a plan first; nothing is written before you say so.",
    export: "Export the ledger", exportHint: "All columns and versions; frozen header, drop-downs and a page of notes", formats: byKey({ xlsx: "Excel (XLSX)", csv: "CSV (UTF-8)", geojson: "GeoJSON" }),
    upload: "Upload a ledger file", drop: "Drop a file here, or choose one", accepts: "XLSX, CSV (UTF-8 or GB18030), GeoJSON, up to 32 MB", datum: "Positions without a datum are", uploading: "Uploading…",
    recent: "Recent imports", none: "Nothing imported yet", file: "File", who: "By", when: "When", state: "State", rows: "Rows",
    states: byKey({ planning: "Planning", ready: "To be confirmed", failed: "Cannot be read", applied: "Applied", expired: "Expired", interrupted: "Interrupted" }),
    rowStates: byKey({ new: "New", changed: "Changed", unchanged: "Unchanged", conflict: "Conflict", wrong: "Wrong", not_allowed: "Not allowed" }),
    rowHints: byKey({ conflict: "edited since the export", wrong: "correct the file and upload it again", not_allowed: "not in your areas or units", unchanged: "as in the ledger; not written" }),
    progress: (done: number, total: number) => (total > 0 ? `${done} of ${total} rows read` : "Reading the file…"),
    row: (row: number) => `Row ${row}`, all: "All", take: "Write", takeAll: "All rows of this page that can be written", changes: "Changes", problem: "Problem", todo: "What to do", column: "Column", passedOver: "Unknown columns (kept in the file, not written)", remarks: "About the file",
    apply: (n: number) => `Write ${n} rows`, applying: "Writing…", applied: (rev: number) => `Written (revision ${rev})`, undoAll: "Undo the whole import", reason: "Why (optional)",
    left: (n: number) => `${n} rows are not written (wrong, in conflict, not allowed or not chosen)`, again: "Correct the file and upload it again.", interrupted: "The server was restarted while planning: upload it again.", seen: (v: number) => `the file has version ${v}`,
    nothing: "No row to write", noRows: "No rows of this kind", severity: byKey({ error: "Error", warning: "Look", note: "Note" }),
  },
});

export const reportsText = texts({
  zh: {
    title: "纠错", waiting: "待处理", unread: (n: number) => `${n} 条未读`, all: "全部街道", state: "状态", problem: "问题",
    states: byKey({ new: "待处理", accepted: "已采纳", rejected: "未采纳", merged: "已合并" }),
    problems: byKey({ closed: "没有开门", moved: "搬走了或位置不对", broken: "设施坏了", wrong_hours: "开放时间不对", other: "其他" }),
    none: "没有纠错", station: "驿站", seen: (when: string) => `${when}看到`, filed: (when: string) => `${when}提交`, noText: "没有文字说明", photo: "骑手拍的照片", photoAlt: "骑手随纠错提交的照片",
    suggested: "建议的修改", noSuggestion: "没有可以自动填写的内容。请打开驿站核对后再采纳。", lookAt: "请核对", openStation: "打开驿站", now: "现在的资料", position: "骑手标的位置",
    accept: "采纳", acceptAndSave: "采纳并保存修改", reject: "不采纳", merge: "合并到另一条", answer: "给骑手的答复", answerHint: "骑手凭回执能看到", rejectNeeds: "请写明原因", mergeInto: "合并到哪一条", noOther: "这个驿站没有其他纠错",
    done: { accept: "已采纳", reject: "已答复不采纳", merge: "已合并" }, decided: (who: string, when: string) => `${who} 于 ${when} 处理`, thanks: "已更正，谢谢", named: (code: string) => `骑手报的是 ${code}，已并入本站`, next: "下一条",
    receipt: "回执显示", edit: "采纳时写入", use: "写入",
  },
  en: {
    title: "Reports", waiting: "To do", unread: (n: number) => `${n} unread`, all: "All areas", state: "State", problem: "Problem",
    states: byKey({ new: "To do", accepted: "Accepted", rejected: "Rejected", merged: "Merged" }),
    problems: byKey({ closed: "It was closed", moved: "Gone, or elsewhere", broken: "Something is broken", wrong_hours: "Wrong hours", other: "Something else" }),
    none: "No reports", station: "Station", seen: (when: string) => `seen ${when}`, filed: (when: string) => `filed ${when}`, noText: "No words came with it", photo: "The rider's photo", photoAlt: "Photo that the rider sent with the report",
    suggested: "Suggested edit", noSuggestion: "Nothing can be filled in by itself. Open the station and look before you accept.", lookAt: "Look at", openStation: "Open the station", now: "As it is now", position: "Where the rider put it",
    accept: "Accept", acceptAndSave: "Accept and save the edit", reject: "Reject", merge: "Merge into another", answer: "Answer to the rider", answerHint: "Shown with the rider's receipt", rejectNeeds: "Say why", mergeInto: "Into which", noOther: "There is no other report about this station",
    done: { accept: "Accepted", reject: "Rejected, with an answer", merge: "Merged" }, decided: (who: string, when: string) => `decided by ${who}, ${when}`, thanks: "Corrected, thank you", named: (code: string) => `The rider named ${code}, which was merged into this one`, next: "Next",
    receipt: "The receipt says", edit: "Written when accepted", use: "Write",
  },
});

export const auditText = texts({
  zh: {
    title: "审计", lead: "每一次修改：谁、何时、为什么、从哪里来、改了什么。记录首尾相连，改动会被发现。",
    who: "操作人（账号名）", code: "驿站编码", from: "从", to: "到", via: "来源", search: "查询", export: "导出 CSV",
    revision: "修改", at: "时间", actor: "操作人", stations: "驿站数", reason: "原因", details: "展开", hide: "收起", none: "没有符合的记录", hash: "校验值", account: "账号记录", ledger: "台账记录", undo: "撤销这次修改", act: "操作", target: "账号", what: "内容",
    acts: byKey({ created: "建立账号", changed: "修改账号", setup_link_made: "发出设置密码的链接", password_set: "设置密码", password_changed: "修改密码", second_factor_set: "开启双重验证", second_factor_removed: "关闭双重验证", signed_in: "登录", signed_out_everywhere: "退出所有登录", token_made: "新建令牌", token_revoked: "吊销令牌", erased: "抹除个人信息", report_erased: "抹除纠错内容" }),
    fields: byKey({ display_name: "姓名", role: "角色", areas: "街道", units: "单位", state: "状态", scopes: "范围", name: "名称" }),
  },
  en: {
    title: "Audit", lead: "Every change: who, when, why, from where, and what. Entries are chained, so that tampering shows.",
    who: "By (account name)", code: "Station code", from: "From", to: "To", via: "Through", search: "Search", export: "Export CSV",
    revision: "Revision", at: "When", actor: "By", stations: "Stations", reason: "Why", details: "Show", hide: "Hide", none: "No entry fits", hash: "Hash", account: "Accounts", ledger: "Ledger", undo: "Undo this revision", act: "Act", target: "Account", what: "What",
    acts: byKey({ created: "Account made", changed: "Account changed", setup_link_made: "Link to set the password", password_set: "Password set", password_changed: "Password changed", second_factor_set: "Second factor on", second_factor_removed: "Second factor off", signed_in: "Signed in", signed_out_everywhere: "Signed out everywhere", token_made: "Token made", token_revoked: "Token revoked", erased: "Person erased", report_erased: "Report erased" }),
    fields: byKey({ display_name: "Full name", role: "Role", areas: "Areas", units: "Units", state: "State", scopes: "Scopes", name: "Name" }),
  },
});

export const peopleText = texts({
  zh: {
    title: "人员", add: "添加人员", name: "账号", nameHint: "小写字母、数字、点或连字符，以后不能改", displayName: "姓名", role: "角色", areas: "街道（地区）", units: "管理单位", state: "状态", active: "正常", locked: "已锁定", secondFactor: "双重验证", on: "已开启", off: "未开启", noPassword: "尚未设密码",
    roleHints: byKey({ district_administrator: "全区的一切", editor: "所给街道和单位的资料", planner: "看台账和分析，不能修改", auditor: "看一切，不能修改" }),
    edit: "修改", editTitle: (name: string) => `修改 ${name}`, saved: "已保存", link: "设置密码的链接", linkHint: "只显示这一次，请当面或用可靠的方式交给本人。", linkExpires: (when: string) => `${when} 前有效`, copy: "复制", copied: "已复制",
    newLink: "重发链接", signOut: "让此人退出所有登录", resetFactor: "取消双重验证", lock: "锁定账号", unlock: "解除锁定", done: "已完成", conflict: "有人同时修改了这个账号，已读取最新内容，请再核对一次。", more: "操作",
  },
  en: {
    title: "People", add: "Add somebody", name: "Name to sign in with", nameHint: "Small letters, digits, dots or hyphens; it never changes", displayName: "Full name", role: "Role", areas: "Areas", units: "Units", state: "State", active: "Active", locked: "Locked", secondFactor: "Second factor", on: "On", off: "Off", noPassword: "No password yet",
    roleHints: byKey({ district_administrator: "Everything, everywhere", editor: "The facts of their areas and units", planner: "Reads ledger and analysis, changes nothing", auditor: "Reads everything, changes nothing" }),
    edit: "Change", editTitle: (name: string) => `Change ${name}`, saved: "Saved", link: "Link to set the password", linkHint: "Shown this once: hand it over in person or in a way you trust.", linkExpires: (when: string) => `holds until ${when}`, copy: "Copy", copied: "Copied",
    newLink: "New link", signOut: "Sign them out everywhere", resetFactor: "Take the second factor away", lock: "Lock the account", unlock: "Unlock", done: "Done", conflict: "Somebody else changed this account. The newest is shown: look again.", more: "Act",
  },
});

export const accountText = texts({
  zh: {
    title: "我的账号", password: "修改密码", old: "现在的密码", change: "修改", changed: "密码已修改，其他地方的登录都已退出",
    factor: "双重验证", factorOn: "已开启：登录时还要动态验证码。", factorOff: "开启后，登录时除了密码还要手机验证器上的六位数字。", begin: "开启", scan: "用验证器应用扫这个码，或输入密钥", key: "密钥", confirm: "确认开启", remove: "关闭双重验证", factorSet: "双重验证已开启", factorGone: "双重验证已关闭",
    sessions: "登录的地方", here: "这里", since: "登录于", seen: "最近使用", everywhere: "退出所有登录",
    tokens: "接口令牌", tokensHint: "给程序用。令牌只显示一次，能做的事不超过您本人和所选范围。", newToken: "新建令牌", tokenName: "用途", scopes: "范围", expires: "到期", create: "新建", revoke: "吊销", revoked: "已吊销", never: "从未使用", secret: "令牌（只显示这一次）", noTokens: "没有令牌", used: "最近使用",
    scopeNames: byKey({ "ledger:read": "读台账", "ledger:write": "改台账", reports: "纠错", verification: "核验", analysis: "分析", district: "区数据", audit: "审计" }),
  },
  en: {
    title: "My account", password: "Change the password", old: "Present password", change: "Change", changed: "The password is changed; you are signed out everywhere else",
    factor: "Second factor", factorOn: "On: signing in needs a code too.", factorOff: "When on, signing in needs six digits from an app on your phone besides the password.", begin: "Turn on", scan: "Scan this with an authenticator app, or type the key", key: "Key", confirm: "Turn on", remove: "Turn off", factorSet: "The second factor is on", factorGone: "The second factor is off",
    sessions: "Where you are signed in", here: "here", since: "Signed in", seen: "Last used", everywhere: "Sign out everywhere",
    tokens: "Tokens", tokensHint: "For programs. A token is shown once, and can do no more than you and its scopes.", newToken: "New token", tokenName: "What for", scopes: "Scopes", expires: "Ends", create: "Make", revoke: "Revoke", revoked: "Revoked", never: "Never used", secret: "The token (shown this once)", noTokens: "No tokens", used: "Last used",
    scopeNames: byKey({ "ledger:read": "Read the ledger", "ledger:write": "Change the ledger", reports: "Reports", verification: "Verification", analysis: "Analysis", district: "District data", audit: "Audit" }),
  },
});
