// The catalogue of amenities.
import { byKey, texts } from "../index";

export const amenitiesText = texts({
  zh: {
    title: "服务设施", lead: (offered: number, retired: number) => `现有 ${offered} 项${retired > 0 ? `，另有 ${retired} 项已停用` : ""}。排列的先后就是各处显示的先后。`,
    edit: "修改", add: "新增一项", look: "核对", cancel: "取消", loadFile: "装入文件", noCatalogue: "这个文件不是服务设施目录：请按 data/amenities.json 的样子写。",
    hint: "代号一经使用不再更改。别名是导入时认得的表头，用空格或顿号隔开。停用后筛选和表单里不再出现，驿站原有的记录保留到修改为止。",
    fields: byKey({ icon: "图标", key: "代号", zh: "名称", en: "英文名", synonyms: "别名", state: "状态" }),
    fieldOf: (field: string, row: number) => `第 ${row} 行 ${field}`,
    offered: "使用中", retired: "已停用", retire: "停用", offerAgain: "恢复使用", remove: "删除",
    retireOf: (name: string) => `停用 ${name}`, offerOf: (name: string) => `恢复使用 ${name}`, removeOf: (name: string) => `删除 ${name}`,
    up: "上移", down: "下移", upOf: (name: string) => `上移 ${name}`, downOf: (name: string) => `下移 ${name}`, unnamed: (row: number) => `第 ${row} 行`,
    plan: "将有的变化", nothingChanges: "与现在的目录完全相同，没有要保存的。", reordered: "显示的先后有变化。",
    amenity: "设施", is: "现在", becomes: "改为", isNew: "没有", also: (words: string) => `别名 ${words}`, icon: (name: string) => `图标 ${name}`,
    save: "保存目录", saved: "已保存服务设施目录",
  },
  en: {
    title: "Amenities", lead: (offered: number, retired: number) => `${offered} are offered${retired > 0 ? `, ${retired} retired` : ""}. They are shown everywhere in this order.`,
    edit: "Change", add: "Add one", look: "Look at it", cancel: "Cancel", loadFile: "Load a file", noCatalogue: "This file is no catalogue of amenities: write it like data/amenities.json.",
    hint: "A key never changes. Synonyms are headers that imports know, with spaces between. What is retired is in no filter or form any more; stations keep what they have until they are edited.",
    fields: byKey({ icon: "Icon", key: "Key", zh: "Chinese label", en: "English label", synonyms: "Synonyms", state: "State" }),
    fieldOf: (field: string, row: number) => `Line ${row}, ${field}`,
    offered: "Offered", retired: "Retired", retire: "Retire", offerAgain: "Offer again", remove: "Remove",
    retireOf: (name: string) => `Retire ${name}`, offerOf: (name: string) => `Offer ${name} again`, removeOf: (name: string) => `Remove ${name}`,
    up: "Up", down: "Down", upOf: (name: string) => `Move ${name} up`, downOf: (name: string) => `Move ${name} down`, unnamed: (row: number) => `line ${row}`,
    plan: "What would change", nothingChanges: "It is the same as the catalogue that is there: nothing to save.", reordered: "They are shown in another order.",
    amenity: "Amenity", is: "Is", becomes: "Becomes", isNew: "Not there", also: (words: string) => `also ${words}`, icon: (name: string) => `icon ${name}`,
    save: "Save the catalogue", saved: "The catalogue of amenities is saved",
  },
});
