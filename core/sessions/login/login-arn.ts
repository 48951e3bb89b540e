/** Whose login it is, according to the value of `login_session`. */
export interface LoginIdentity {
  readonly partition: string
  readonly account: string
  /** Short, for a row: the user, the session of a role, `root`. */
  readonly name: string
  /** The same with its kind: `IAM user ana`, `root user`, `ana in the role Admin`. */
  readonly user: string
}

const form =
  /^arn:(aws[\w-]*):(?:iam|sts)::(\d{12}):(root|user|assumed-role|federated-user)(?:\/([\w+=,.@/-]+))?$/

/** Reads the ARN of a login; undefined for anything but the ARN of somebody who can sign in. */
export function readLoginArn(text: string): LoginIdentity | undefined {
  const [, partition = '', account = '', kind, path] = form.exec(text) ?? []
  const parts = path?.split('/') ?? []
  const name = parts.at(-1)
  if (kind === 'root' && path === undefined) return { partition, account, name: 'root', user: 'root user' }
  if (name === undefined || name === '') return undefined
  if (kind === 'user') return { partition, account, name, user: `IAM user ${name}` }
  if (kind === 'federated-user') return { partition, account, name, user: `federated user ${name}` }
  return parts.length === 2
    ? { partition, account, name, user: `${name} in the role ${parts[0]}` }
    : undefined
}
