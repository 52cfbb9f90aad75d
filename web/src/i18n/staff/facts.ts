// The facts of a station as the ledger calls them.
import { byKey, texts } from "../index";

export const factText = texts({
  zh: {
    names: byKey({
      code: "编码", name: "名称", aliases: "别名", kind: "类别", area: "街道（地区）", unit: "管理单位", address: "地址",
      position: "位置", lon: "入口经度", lat: "入口纬度", builder: "建设类型", host: "共建单位", opening_hours: "开放时间", access: "进入方式",
      floor_area_m2: "面积（㎡）", seats: "座位", serves: "服务对象", stars: "星级", opened_on: "启用日期", phone: "公开电话",
      manager: "管理员", manager_phone: "管理员电话", status: "状态", closed_reason: "停用原因", closed_from: "停用自",
      closed_until: "停用至", verified_on: "最近核验", tags: "标签", note: "备注", provenance: "数据来源", merged_into: "并入",
      updated_at: "最近修改", version: "版本", amenities: "服务设施", photos: "照片",
    }),
    builders: byKey({
      union: "自建", bank: "银行", fuel_station: "加油站", party_centre: "党群中心", mall: "商圈", property: "物业", enterprise: "企业",
      community: "社区", government: "机关事业单位", telecom: "通信营业厅", express: "快递网点", pharmacy: "药店", catering: "餐饮", other: "其他",
    }),
    statuses: byKey({ planned: "筹建", open: "开放", temporarily_closed: "暂停开放", retired: "已撤销" }),
    tags: byKey({ round_the_clock: "24小时", smart: "智慧", small: "小型", newly_built: "新建", upgraded: "提升" }),
    provenances: byKey({ ledger: "台账", published: "公开", synthetic: "模拟" }),
    yes: "有",
    outOfOrder: "故障",
    nothing: "空",
    unnamed: (key: string) => key,
  },
  en: {
    names: byKey({
      code: "Code", name: "Name", aliases: "Other names", kind: "Kind", area: "Area", unit: "Unit", address: "Address",
      position: "Position", lon: "Longitude of the door", lat: "Latitude of the door", builder: "Built by", host: "Host", opening_hours: "Opening hours", access: "Way in",
      floor_area_m2: "Floor area (m²)", seats: "Seats", serves: "Serves", stars: "Stars", opened_on: "Opened on", phone: "Public phone",
      manager: "Manager", manager_phone: "Manager's phone", status: "Status", closed_reason: "Why closed", closed_from: "Closed from",
      closed_until: "Closed until", verified_on: "Verified on", tags: "Tags", note: "Note", provenance: "Source", merged_into: "Merged into",
      updated_at: "Last changed", version: "Version", amenities: "Amenities", photos: "Photos",
    }),
    builders: byKey({
      union: "Union", bank: "Bank", fuel_station: "Fuel station", party_centre: "Party centre", mall: "Mall", property: "Property manager", enterprise: "Enterprise",
      community: "Community", government: "Government", telecom: "Telecom shop", express: "Parcel depot", pharmacy: "Pharmacy", catering: "Restaurant", other: "Other",
    }),
    statuses: byKey({ planned: "Planned", open: "Open", temporarily_closed: "Closed for now", retired: "Retired" }),
    tags: byKey({ round_the_clock: "24 hours", smart: "Smart", small: "Small", newly_built: "New", upgraded: "Upgraded" }),
    provenances: byKey({ ledger: "Ledger", published: "Published", synthetic: "Synthetic" }),
    yes: "Yes",
    outOfOrder: "Out of order",
    nothing: "Nothing",
    unnamed: (key: string) => key,
  },
});
