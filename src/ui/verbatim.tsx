/**
 * A text exactly as somebody wrote it, in whatever script: spaces are kept, and its direction stays inside it.
 * `large` stands alone, to be compared at a glance; otherwise it is part of a sentence.
 */
export function Verbatim({ text, large }: { text: string; large?: boolean | undefined }) {
  return (
    <bdi class={large ? 'verbatim verbatim-large' : 'verbatim'} dir="auto">
      {text}
    </bdi>
  );
}
