// The styles of those components of Element Plus that the desk uses, and no others.
import "../ui/element/styles";
import "element-plus/theme-chalk/el-message.css";
import "element-plus/theme-chalk/el-slider.css";
import "element-plus/theme-chalk/el-table.css";
import "element-plus/theme-chalk/el-table-column.css";
import "element-plus/theme-chalk/el-tabs.css";
import "element-plus/theme-chalk/el-tab-pane.css";
import "element-plus/theme-chalk/el-tooltip.css";
import "element-plus/theme-chalk/el-upload.css";
import "../ui/element/theme.css";
