import { IconAlertTriangle } from '@tabler/icons-react';
import { checkCustomerAddress } from '#features/addresses/contract.ts';
import { useRoute } from '#ui/api/query.ts';
import styles from './address-warning.module.css';

type WarningProps = {
  address: string;
  /** What using the better address means here. */
  offer: 'instead' | 'as well';
  onUse: (better: string) => void;
  /** True when the better address is among the recipients already. */
  isUsed: (better: string) => boolean;
};

/** An answer of the DNS holds for longer than anybody writes at one mail. */
const freshMs = 600_000;

/** Why mail to an address may not arrive, and one click to the address that was probably meant. Says nothing otherwise. */
export function AddressWarning({ address, offer, onUse, isUsed }: WarningProps) {
  const check = useRoute(checkCustomerAddress, { query: { address } }, { staleTime: freshMs });
  const verdict = check.data?.verdict;
  if (!check.data || verdict === 'good' || verdict === 'unknown') return null;
  const { suggestion, reasons } = check.data;
  return (
    <p className={styles.warning} role="status">
      <IconAlertTriangle size={15} stroke={1.7} aria-hidden />
      <span>
        <strong dir="ltr">{address}</strong> {verdict === 'wrong' ? 'cannot be right.' : 'may be wrong.'}{' '}
        {suggestion !== null && !isUsed(suggestion) && (
          <button type="button" onClick={() => onUse(suggestion)}>
            {offer === 'instead' ? `Use ${suggestion}` : `Send to ${suggestion} as well`}
          </button>
        )}{' '}
        {reasons.map((reason) => reason.words).join(' ')}
      </span>
    </p>
  );
}
