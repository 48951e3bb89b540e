import { stat } from 'node:fs/promises'
import tls from 'node:tls'
import { errno } from '../system/file-errors.ts'
import { foreignLimits } from '../system/foreign-limits.ts'
import { foreignText, readForeignFile } from '../system/read-foreign-file.ts'
import { RouteError } from './route-error.ts'

interface Named {
  readonly variable: string
  readonly path: string
}

/** Certificates to trust instead of those that come with Node. */
export interface Trusted {
  /** Changes when a file does. */
  readonly key: string
  readonly ca: readonly string[]
}

/** Those of Node, and those of the system where Node was told to use them; the second since Node 22.15. */
function nodeCertificates(): readonly string[] {
  const { getCACertificates } = tls as { getCACertificates?: (type: 'default') => readonly string[] }
  return getCACertificates?.('default') ?? tls.rootCertificates
}

const known = new Map<string, string>()

async function read({ variable, path }: Named): Promise<{ readonly key: string; readonly pem: string }> {
  const refuse = (why: string): never => {
    throw new RouteError(`${variable} names ${path}${why}`, `Correct ${variable}, or remove it.`)
  }
  const stats = await stat(path).catch((error: unknown) => {
    if (errno(error) === '') throw error
    return undefined
  })
  const key = `${path} ${stats?.mtimeMs} ${stats?.size}`
  let pem = known.get(key)
  if (pem === undefined) {
    pem = foreignText(await readForeignFile(path, { maxBytes: foreignLimits.certificates }))
    if (pem === undefined) return refuse(', which cannot be read.')
    if (!pem.includes('-----BEGIN CERTIFICATE-----')) return refuse(', which holds no certificate.')
    known.set(key, pem)
  }
  return { key, pem }
}

/**
 * What AWS_CA_BUNDLE (otherwise the setting `ca_bundle`) and NODE_EXTRA_CA_CERTS ask to trust. The first replaces
 * Node's own certificates, as for the AWS CLI; the second adds to them, which Node itself does only when no
 * authority is given, and Electron never. `undefined` where nothing is set. Throws RouteError.
 */
export async function trustedCertificates(
  env: Readonly<Record<string, string | undefined>>,
  setting: string | undefined,
): Promise<Trusted | undefined> {
  const variable = env['AWS_CA_BUNDLE']
  const bundle = variable
    ? { variable: 'AWS_CA_BUNDLE', path: variable }
    : setting
      ? { variable: 'ca_bundle', path: setting }
      : undefined
  const extraPath = env['NODE_EXTRA_CA_CERTS']
  const extra = extraPath ? { variable: 'NODE_EXTRA_CA_CERTS', path: extraPath } : undefined
  if (!bundle && !extra) return undefined
  const base = bundle && (await read(bundle))
  // Node skips an extra file that it cannot read, with a warning; we skip it without one.
  const added =
    extra &&
    (await read(extra).catch((error: unknown) => {
      if (error instanceof RouteError) return undefined
      throw error
    }))
  if (!base && !added) return undefined
  return {
    key: `${base?.key ?? ''} ${added?.key ?? ''}`,
    ca: [...(base ? [base.pem] : nodeCertificates()), ...(added ? [added.pem] : [])],
  }
}
