// The text of a communiqué: the words of each proposed entry are underlined in the manner of its kind and numbered.
import { type ComponentChildren, Fragment } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { t, word } from "../../i18n/index.ts";
import { type Draft, KINDS, type Piece, pieces } from "./readout_model.ts";

interface Props {
  draft: Draft;
  /** The entry that is lit. */
  lit: number;
  /** Bring the words of the lit entry into sight. */
  follow: boolean;
  onLight: (at: number | null) => void;
  onChoose: (at: number) => void;
}

export function ReadoutText({ draft, lit, follow, onLight, onChoose }: Props) {
  const box = useRef<HTMLElement>(null);
  const parts = useMemo(() => pieces(draft.text, draft.entries), [draft]);

  useEffect(() => {
    const first = box.current?.querySelector<HTMLElement>(`[data-number="${lit}"]`);
    if (!box.current || !first || !follow) return;
    const away = first.getBoundingClientRect().top - box.current.getBoundingClientRect().top;
    if (away < 32 || away > box.current.clientHeight - 80) box.current.scrollTop += away - 40;
  }, [lit, follow]);

  return (
    <section class="readout-text" ref={box} aria-label={t("readout.theText")} onPointerLeave={() => onLight(null)}>
      <ul class="marks-key">
        {KINDS.filter((kind) => draft.entries.some((one) => one.kind === kind)).map((kind) => (
          <li key={kind}>
            <span class={`mark ${kind}`}>{word("entry", kind)}</span>
          </li>
        ))}
      </ul>
      <div class="readout-words" lang={draft.language}>
        {parts.map((piece, index) => (
          <Fragment key={index}>
            {piece.begins.map((at) => (
              <button
                type="button"
                key={at}
                class={`mark-number ${draft.entries[at]?.kind}${at === lit ? " lit" : ""}`}
                data-number={at}
                aria-label={t("readout.toEntry", { n: at + 1 })}
                onClick={() => onChoose(at)}
                onPointerEnter={() => onLight(at)}
              >
                {at + 1}
              </button>
            ))}
            <Words piece={piece} draft={draft} lit={lit} onLight={onLight} />
          </Fragment>
        ))}
      </div>
    </section>
  );
}

interface WordsProps extends Pick<Props, "draft" | "lit" | "onLight"> {
  piece: Piece;
}

/** A piece inside the lines of all the entries whose words it is; the shortest span is the innermost. */
function Words({ piece, draft, lit, onLight }: WordsProps) {
  const inner = piece.entries.at(-1);
  if (inner === undefined) return <span onPointerEnter={() => onLight(null)}>{piece.text}</span>;
  const kinds = [...new Set(piece.entries.map((at) => draft.entries[at]?.kind))];
  const lined = kinds.reduceRight<ComponentChildren>(
    (held, kind) => <span class={`mark ${kind}`}>{held}</span>,
    piece.text,
  );
  return (
    <span class={piece.entries.includes(lit) ? "words lit" : "words"} onPointerEnter={() => onLight(inner)}>
      {lined}
    </span>
  );
}
