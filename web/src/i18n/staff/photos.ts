// Photos of a station.
import { texts } from "../index";

export const photosText = texts({
  zh: {
    title: "照片", none: "还没有照片。一张门口的照片能帮骑手找到门。", add: "添加照片", takeOver: "用作驿站照片", upload: "上传",
    file: "选一张照片", fileHint: "拍摄地点、时间、机型等信息会被去掉。", unreadable: "浏览器无法识别这张照片，请另存为 JPEG 后再试。",
    chosen: "选中的照片", cropHint: "拖动方框或四角裁剪，也可用方向键。", moveCrop: "移动裁剪框", pullCrop: (corner: string) => `拉动裁剪框${corner}`,
    corners: { nw: "左上角", ne: "右上角", sw: "左下角", se: "右下角" },
    caption: "说明", captionExample: "例如：北门，银行右侧", credit: "拍摄者", takenOn: "拍摄日期", nth: (n: number) => `第 ${n} 张照片`,
    earlier: "前移", later: "后移", remove: "移除", save: "保存照片", discard: "放弃照片修改", waits: "请先保存或放弃资料的修改，再改照片。",
    done: { added: "已添加照片", arranged: "已保存照片" },
  },
  en: {
    title: "Photos", none: "No photo yet. One of the entrance helps riders to find the door.", add: "Add a photo", takeOver: "Use as a photo of the station", upload: "Upload",
    file: "Choose a photo", fileHint: "Where and when it was taken, and with what, is removed.", unreadable: "The browser cannot read this photo: save it as JPEG and try again.",
    chosen: "The photo chosen", cropHint: "Drag the frame or its corners to crop, or use the arrow keys.", moveCrop: "Move the frame", pullCrop: (corner: string) => `Pull the ${corner} of the frame`,
    corners: { nw: "upper left corner", ne: "upper right corner", sw: "lower left corner", se: "lower right corner" },
    caption: "Caption", captionExample: "e.g. North gate, right of the bank", credit: "Taken by", takenOn: "Taken on", nth: (n: number) => `Photo ${n}`,
    earlier: "Earlier", later: "Later", remove: "Take away", save: "Save photos", discard: "Discard changes of photos", waits: "Save or discard the changes of the facts first.",
    done: { added: "Photo added", arranged: "Photos saved" },
  },
});
