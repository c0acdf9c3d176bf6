import { IconChevronDown } from '@tabler/icons-react';
import styles from './ticket-header.module.css';

type ButtonProps = React.ComponentProps<'button'> & {
  'data-tone'?: string | undefined;
  'data-empty'?: boolean | undefined;
};

/** One property of the ticket in its header, and the way to change it. */
export function MenuButton({ children, className, ...rest }: ButtonProps) {
  return (
    <button type="button" {...rest} className={`${styles.menuButton} ${className ?? ''}`}>
      {children}
      <IconChevronDown size={12} stroke={1.8} aria-hidden />
    </button>
  );
}
