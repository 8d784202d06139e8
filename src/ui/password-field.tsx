import { controlAttributes, FieldFrame, fieldId, type Labelled } from './field.tsx';
import { Icon } from './icon.tsx';

/** Words of the strength meter: what it is called, and its five levels from weakest to strongest. */
export interface StrengthWords {
  label: string;
  levels: readonly [string, string, string, string, string];
  /** The name of the field, in the same form, that holds the address: a password must not resemble it. */
  emailField?: string | undefined;
}

interface PasswordFieldProps extends Labelled {
  autocomplete: 'current-password' | 'current-password webauthn' | 'new-password';
  showLabel: string;
  hideLabel: string;
  meter?: StrengthWords | undefined;
}

/** A password: paste and managers work, it can be shown (PW-10). Never has a value: passwords are not sent back. */
export function PasswordField(props: PasswordFieldProps) {
  const { autocomplete, showLabel, hideLabel, meter } = props;
  const id = fieldId(props);
  return (
    <FieldFrame field={props}>
      <password-field class="password-field" data-show={showLabel} data-hide={hideLabel}>
        <input
          type="password"
          autocomplete={autocomplete}
          autocapitalize="none"
          spellcheck={false}
          required
          {...controlAttributes(props)}
        />
        <button type="button" hidden aria-controls={id} aria-label={showLabel} title={showLabel}>
          <Icon name="eye" />
          <Icon name="eye-off" />
        </button>
      </password-field>
      {meter && <StrengthMeter inputId={id} words={meter} />}
    </FieldFrame>
  );
}

function StrengthMeter({ inputId, words }: { inputId: string; words: StrengthWords }) {
  const levels = Object.fromEntries(words.levels.map((word, score) => [`data-level-${score}`, word]));
  return (
    <strength-meter
      class="strength"
      hidden
      data-input={inputId}
      data-email={words.emailField}
      data-label={words.label}
      {...levels}
    >
      <span class="strength-bar" aria-hidden="true">
        {words.levels.map(() => (
          <span />
        ))}
      </span>
      <span class="strength-words" role="status" />
    </strength-meter>
  );
}
