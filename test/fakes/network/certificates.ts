import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A certificate authority of an hour, and a certificate by it for these names, made in a folder by openssl. */
export async function makeCertificates(folder: string, names: readonly string[]) {
  const at = (name: string) => join(folder, name)
  const openssl = (...args: string[]) => run('openssl', args, { cwd: folder })
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  await openssl(
    'req',
    '-x509',
    ...key,
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-days',
    '1',
    '-subj',
    '/CN=Test CA',
  )
  await openssl('req', ...key, '-keyout', 'leaf.key', '-out', 'leaf.csr', '-subj', '/CN=leaf')
  const alternatives = names.map((name) => (/^[\d.]+$/.test(name) ? `IP:${name}` : `DNS:${name}`)).join(',')
  await writeFile(at('leaf.ext'), `subjectAltName=${alternatives}\n`)
  const signing = [
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-extfile',
    'leaf.ext',
    '-days',
    '1',
  ]
  await openssl('x509', '-req', '-in', 'leaf.csr', ...signing, '-out', 'leaf.pem')
  const [leafKey, cert] = await Promise.all([
    readFile(at('leaf.key'), 'utf8'),
    readFile(at('leaf.pem'), 'utf8'),
  ])
  return { tls: { key: leafKey, cert }, authority: at('ca.pem') }
}
