// The styles of those components of Element Plus that the console uses, and no others.
import "../ui/element/styles";
import "element-plus/theme-chalk/el-button.css";
import "element-plus/theme-chalk/el-date-picker.css";
import "element-plus/theme-chalk/el-date-picker-panel.css";
import "element-plus/theme-chalk/el-popover.css";
import "element-plus/theme-chalk/el-switch.css";
import "element-plus/theme-chalk/el-drawer.css";
import "element-plus/theme-chalk/el-dropdown.css";
import "element-plus/theme-chalk/el-dropdown-menu.css";
import "element-plus/theme-chalk/el-dropdown-item.css";
import "../ui/element/theme.css";
