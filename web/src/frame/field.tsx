// A control with its label above it.
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

interface Props {
  label: string;
  /** It takes the whole width of its form. */
  whole?: boolean;
  children: (id: string) => ComponentChildren;
}

export function Field({ label, whole = false, children }: Props) {
  const id = useId();
  return (
    <div class={whole ? "field whole" : "field"}>
      <label for={id}>{label}</label>
      {children(id)}
    </div>
  );
}
