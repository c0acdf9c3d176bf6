/** Reports that mail servers send about a domain, not to a person: DMARC (RFC 7489) and SMTP TLS (RFC 8460). */

/** RFC 7489 section 7.2.1.1, RFC 8460 section 5.1: receiver "!" domain "!" begin "!" end [ "!" id ] and its ending. */
const reportName =
  /^[^!/\s]{1,255}![^!/\s]{1,255}!\d{1,12}!\d{1,12}(?:![^!/\s.]{1,80})?\.(?:xml|json|zip)?(?:\.?gz)?$/i;

/** True when a file of the mail is named as such reports must be. */
export function isAggregateReport(files: readonly { filename: string | null }[]): boolean {
  return files.some(({ filename }) => filename !== null && reportName.test(filename));
}
