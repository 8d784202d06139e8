import { controlAttributes, FieldFrame, type Labelled } from './field.tsx';

interface TextAreaProps extends Labelled {
  value?: string | undefined;
  rows?: number | undefined;
  /**
   * Where scripts run, a text file can be chosen or dropped, too: it is put into the field. Its name on the button, what is
   * said when it is there, what is said when it is no text or larger than `mostBytes`.
   */
  file?: { label: string; done: string; refused: string; mostBytes: number; accept: string } | undefined;
}

/** Many lines of text, exactly as they are. */
export function TextArea(props: TextAreaProps) {
  const { value, rows = 8, file } = props;
  const area = (
    <textarea class="exact" rows={rows} autocapitalize="none" spellcheck={false} {...controlAttributes(props)}>
      {value}
    </textarea>
  );
  if (!file) return <FieldFrame field={props}>{area}</FieldFrame>;
  return (
    <FieldFrame field={props}>
      <file-drop class="file-drop" data-done={file.done} data-refused={file.refused} data-most={file.mostBytes}>
        {area}
        <label class="button button-quiet button-small" hidden>
          <input type="file" accept={file.accept} class="unseen" />
          <span>{file.label}</span>
        </label>
      </file-drop>
    </FieldFrame>
  );
}
