import { t } from "../../i18n/index.ts";
import type { ViewProps } from "../index.ts";

export function PlanView(_props: ViewProps) {
  return (
    <>
      <h1>{t("view.plan")}</h1>
      <p class="note">{t("state.comingHere")}</p>
    </>
  );
}
