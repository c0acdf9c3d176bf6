import { Button, Code, CopyButton, Group } from '@mantine/core';

/** A text somebody takes elsewhere, with a button to copy it. `label` says what it is, for those who do not see it. */
export function Copyable({ value, label }: { value: string; label: string }) {
  return (
    <Group gap="xs" wrap="nowrap" align="stretch">
      <Code
        style={{ flex: 1, overflowWrap: 'anywhere', fontSize: 13, padding: '7px 10px', textAlign: 'start' }}
      >
        {value}
      </Code>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Button
            size="sm"
            variant="default"
            style={{ flex: 'none' }}
            aria-label={`${copied ? 'Copied' : 'Copy'} ${label}`}
            onClick={copy}
          >
            {copied ? 'Copied' : 'Copy'}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}

/** A secret that is shown this one time, with a button to copy it. */
export function SecretOnce({ value, label }: { value: string; label: string }) {
  return (
    <div
      style={{
        border: '1px solid var(--ph-amber-line)',
        background: 'var(--ph-amber-soft)',
        borderRadius: 6,
        padding: 14,
      }}
    >
      <p style={{ margin: '0 0 10px', color: 'var(--ph-amber)' }}>
        {label} It is shown only now: keep it somewhere safe.
      </p>
      <Copyable value={value} label="it" />
    </div>
  );
}
