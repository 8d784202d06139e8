import type { Child } from 'hono/jsx';
import { Icon, type IconName } from './icon.tsx';

export type ButtonTone = 'primary' | 'quiet' | 'danger' | 'bare';

interface Look {
  tone?: ButtonTone | undefined;
  size?: 'small' | undefined;
  icon?: IconName | undefined;
  children?: Child;
}

interface ButtonProps extends Look {
  type?: 'submit' | 'button' | undefined;
  /** Replaces the visible words for screen readers; must begin with them (WCAG 2.5.3). */
  label?: string | undefined;
  name?: string | undefined;
  value?: string | undefined;
  /** The id of a form elsewhere on the page. */
  form?: string | undefined;
  id?: string | undefined;
  /** Only for scripts to show: without script there is nothing it could do. */
  hidden?: boolean | undefined;
}

export function buttonClass(tone: ButtonTone, size?: 'small'): string {
  return `button button-${tone}${size ? ` button-${size}` : ''}`;
}

export function Button(props: ButtonProps) {
  const { tone = 'primary', size, icon, type = 'submit', label, name, value, form, id, hidden } = props;
  return (
    <button type={type} class={buttonClass(tone, size)} aria-label={label} {...{ name, value, form, id, hidden }}>
      {icon && <Icon name={icon} />}
      <span>{props.children}</span>
    </button>
  );
}

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function LinkButton({ href, tone = 'primary', size, icon, children }: Look & { href: string }) {
  return (
    <a href={href} class={buttonClass(tone, size)}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </a>
  );
}
