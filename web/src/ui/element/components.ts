// Components of Element Plus whose own types break down under `exactOptionalPropertyTypes`: the
// same components, with the types of what we use of them.
import { ElConfigProvider, ElDatePicker, ElInputNumber, ElOption, ElSelect, ElTabs } from "element-plus";
import type { VNode } from "vue";

interface Named {
  id?: string;
  ariaLabel?: string;
  disabled?: boolean;
  placeholder?: string;
  size?: "small" | "default" | "large";
}

interface SelectProps<T> extends Named {
  modelValue?: T | undefined;
  "onUpdate:modelValue"?: (chosen: T) => void;
  clearable?: boolean;
  filterable?: boolean;
  multiple?: boolean;
  allowCreate?: boolean;
  defaultFirstOption?: boolean;
  remote?: boolean;
  remoteMethod?: (words: string) => unknown;
  noDataText?: string;
  valueKey?: string;
  collapseTags?: boolean;
  maxCollapseTags?: number;
}

interface DatePickerProps<T> extends Named {
  modelValue: T;
  "onUpdate:modelValue"?: (day: T) => void;
  type?: "date" | "daterange" | "datetime";
  valueFormat?: string;
  startPlaceholder?: string;
  endPlaceholder?: string;
  rangeSeparator?: string;
  disabledDate?: (day: Date) => boolean;
}

interface InputNumberProps {
  id?: string;
  modelValue: number | null | undefined;
  "onUpdate:modelValue"?: (given: number | undefined) => void;
  onChange?: (given: number | undefined) => void;
  min?: number;
  max?: number;
  step?: number;
  controlsPosition?: "right";
}

export const Tabs = ElTabs as unknown as <T>(props: { modelValue: T; "onUpdate:modelValue"?: (chosen: T) => void; stretch?: boolean }) => VNode;
export const InputNumber = ElInputNumber as unknown as (props: InputNumberProps) => VNode;
export const Select = ElSelect as unknown as <T>(props: SelectProps<T>) => VNode;
export const Option = ElOption as unknown as (props: { value: unknown; label: string; disabled?: boolean }) => VNode;
export const DatePicker = ElDatePicker as unknown as <T>(props: DatePickerProps<T>) => VNode;
export const ConfigProvider = ElConfigProvider as unknown as (props: { locale: object }) => VNode;
