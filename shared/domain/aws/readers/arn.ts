/** The account in an ARN; undefined where there is none. */
export function accountOfArn(arn: string): string | undefined {
  const account = arn.split(':')[4]
  return account === undefined || account === '' ? undefined : account
}
