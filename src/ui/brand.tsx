import { Icon } from './icon.tsx';

/** The company's name beside its logo, or the gate. */
export function Brand({ name, logo }: { name: string; logo?: string | undefined }) {
  return (
    <a class="brand" href="/">
      {logo ? (
        <img class="brand-logo" src={logo} alt="" />
      ) : (
        <span class="brand-mark">
          <Icon name="gate" />
        </span>
      )}
      <span class="brand-name">{name}</span>
    </a>
  );
}
