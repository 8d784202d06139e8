import type { FieldError } from '../../foundations/http/index.ts';
import type { Locale } from '../../foundations/i18n/index.ts';
import { PasswordField } from '../../ui/index.ts';
import { meterWords, newPasswordHint } from './password-words.ts';
import { words } from './words.ts';

/** One field, shown or hidden, never asked for twice (C12), with the strength meter. */
export function NewPasswordField(props: {
  locale: Locale;
  errors?: readonly FieldError[] | undefined;
  emailField?: string;
}) {
  const t = words(props.locale);
  return (
    <PasswordField
      label={t('new-password')}
      name="password"
      autocomplete="new-password"
      hint={newPasswordHint(props.locale)}
      error={errorOf(props.errors, 'password')}
      showLabel={t('show')}
      hideLabel={t('hide')}
      meter={meterWords(props.locale, props.emailField)}
    />
  );
}

export function errorOf(errors: readonly FieldError[] | undefined, field: string): string | undefined {
  return errors?.find((error) => error.field === field)?.message;
}
