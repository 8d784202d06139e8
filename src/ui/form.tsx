import type { Child } from 'hono/jsx';
import { Button, type ButtonTone } from './button.tsx';
import type { IconName } from './icon.tsx';

/** Asked before a dangerous form is sent. Without script the form is sent at once: its button must say it all by itself. */
export interface Confirmation {
  title: string;
  text: string;
}

interface FormProps {
  action: string;
  /** `visit.formToken` (SE-10). */
  token: string;
  method?: 'post';
  /** The act, named on the button: “End this session”, never “OK”. */
  submit: string;
  submitTone?: ButtonTone | undefined;
  submitIcon?: IconName | undefined;
  /** Says more than the button when several forms on a page have the same one: “End the session in Firefox”. */
  submitLabel?: string | undefined;
  /** Beside the button: another way, a way back. */
  aside?: Child;
  confirm?: Confirmation | undefined;
  /** `inline`: a button in a row or sentence. `full`: the button is as wide as its card. */
  layout?: 'stack' | 'full' | 'inline' | undefined;
  /** The answer is a file: the page stays, and the form with it. */
  download?: boolean | undefined;
  id?: string | undefined;
  label?: string | undefined;
  children?: Child;
}

/**
 * A form that acts. Always POST, always with the token.
 * The browser's own checks are off: the server's words appear at the field, in the user's language (AX-3).
 */
export function Form(props: FormProps) {
  const {
    action,
    token,
    submit,
    submitTone = 'primary',
    submitIcon,
    submitLabel,
    aside,
    confirm,
    layout = 'stack',
  } = props;
  return (
    <busy-form>
      <form
        class={`form form-${layout}`}
        method="post"
        action={action}
        id={props.id}
        aria-label={props.label}
        data-download={props.download}
        data-confirm={confirm?.text}
        data-confirm-title={confirm?.title}
        novalidate
      >
        <HiddenField name="form_token" value={token} />
        {props.children}
        <div class="form-foot">
          <Button
            tone={submitTone}
            icon={submitIcon}
            label={submitLabel}
            size={layout === 'inline' ? 'small' : undefined}
          >
            {submit}
          </Button>
          {aside}
        </div>
      </form>
    </busy-form>
  );
}

export function HiddenField({ name, value }: { name: string; value: string }) {
  return <input type="hidden" name={name} value={value} />;
}

/** Tells a password manager whose password or code this is, on the steps after the address was given (AX-2). */
export function HiddenUsername({ value }: { value: string }) {
  return <input type="text" name="username" value={value} autocomplete="username" readonly hidden />;
}
