import { Button } from './button.tsx';

interface KeepProps {
  /** The id of the element whose text is kept. */
  target: string;
  label: string;
}

/** Copies the target's text; says `done` when it has. Shown only where scripts run: the text can always be selected (AX-6). */
export function CopyButton({ target, label, done }: KeepProps & { done: string }) {
  return (
    <copy-button data-target={target} data-done={done}>
      <Button type="button" tone="quiet" size="small" icon="copy" hidden>
        {label}
      </Button>
    </copy-button>
  );
}

/** Saves the target's text as a file. */
export function DownloadButton({ target, label, fileName }: KeepProps & { fileName: string }) {
  return (
    <download-button data-target={target} data-file={fileName}>
      <Button type="button" tone="quiet" size="small" icon="download" hidden>
        {label}
      </Button>
    </download-button>
  );
}

export function PrintButton({ label }: { label: string }) {
  return (
    <print-button>
      <Button type="button" tone="quiet" size="small" icon="print" hidden>
        {label}
      </Button>
    </print-button>
  );
}
