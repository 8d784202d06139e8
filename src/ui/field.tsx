import type { Child } from 'hono/jsx';
import { Icon } from './icon.tsx';

/** The tokens we use; a typing error would silently switch a password manager off (AX-2). */
export type Autocomplete =
  | 'off'
  | 'name'
  | 'email'
  | 'username'
  | 'username webauthn'
  | 'current-password'
  | 'current-password webauthn'
  | 'new-password'
  | 'one-time-code';

/** What every kind of field shares. */
export interface Labelled {
  label: string;
  name: string;
  /** Needed only where a page has two fields of the same name. */
  id?: string | undefined;
  /** Shown between label and input, so that it is read before typing. */
  hint?: Child;
  /** Says what is wrong and what to do about it. */
  error?: string | undefined;
}

export function fieldId({ id, name }: { id?: string | undefined; name: string }): string {
  return id ?? `field-${name}`;
}

/**
 * The attributes that tie an input to its hint and error (AX-3).
 * The first refused field on a page gets the focus, so that its message is read out with it.
 */
export function controlAttributes(field: Labelled) {
  const id = fieldId(field);
  const described = [field.error && `${id}-error`, field.hint && `${id}-hint`].filter(Boolean).join(' ');
  return {
    id,
    name: field.name,
    'aria-describedby': described || undefined,
    ...(field.error ? { 'aria-invalid': 'true' as const, autofocus: true } : {}),
  };
}

/** Label, hint, control, error: in this order everywhere. */
export function FieldFrame({
  field,
  optional,
  children,
}: {
  field: Labelled;
  optional?: string | undefined;
  children: Child;
}) {
  const id = fieldId(field);
  return (
    <div class="field">
      <label for={id}>
        {field.label}
        {optional && <span class="optional"> {optional}</span>}
      </label>
      {field.hint && (
        <p class="hint" id={`${id}-hint`}>
          {field.hint}
        </p>
      )}
      {children}
      <FieldError id={id} error={field.error} />
    </div>
  );
}

export function FieldError({ id, error }: { id: string; error: string | undefined }) {
  if (!error) return null;
  return (
    <p class="field-error" id={`${id}-error`} role="alert">
      <Icon name="warning" />
      <span>{error}</span>
    </p>
  );
}

interface FieldProps extends Labelled {
  type?: 'text' | 'email' | 'search' | 'date' | undefined;
  value?: string | undefined;
  autocomplete?: Autocomplete | undefined;
  inputmode?: 'text' | 'email' | 'numeric' | 'search' | undefined;
  required?: boolean | undefined;
  /** The word “optional” in the page's language; shown behind the label. */
  optional?: string | undefined;
  maxlength?: number | undefined;
  /** For codes and addresses, where every character counts: fixed width, nothing corrected or capitalised. */
  exact?: boolean | undefined;
}

/** One line of text. */
export function Field(props: FieldProps) {
  const { type = 'text', value, autocomplete, inputmode, required, maxlength, exact } = props;
  const literal = exact || type === 'email';
  return (
    <FieldFrame field={props} optional={props.optional}>
      <input
        type={type}
        class={exact ? 'exact' : undefined}
        {...{ value, autocomplete, inputmode, required, maxlength }}
        {...(literal ? { autocapitalize: 'none', spellcheck: false, autocorrect: 'off' } : {})}
        {...controlAttributes(props)}
      />
    </FieldFrame>
  );
}
