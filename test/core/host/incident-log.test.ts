import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createIncidentLog } from '../../../core/host/incident-log.ts'
import { redactForLog } from '../../../shared/domain/secrets/redact.ts'
import { until } from '../../patience.ts'

describe('the incident log', () => {
  it('cuts keys, secrets and tokens', () => {
    const text = redactForLog('key AKIAIOSFODNN7EXAMPLE secret wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY end')
    expect(text).toBe('key AKIA… secret … end')
  })

  it('is readable by its owner only, and tells what broke', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'stackpass-log-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const file = join(folder, 'log', 'incidents.log')
    createIncidentLog(
      file,
      () => new Date(0),
    )({ id: 'abcd1234', method: 'edits.plan', error: new Error('with ASIAIOSFODNN7EXAMPLE inside') })
    await until(() => expect(readFileSync(file, 'utf8')).toContain('incident abcd1234 in edits.plan'))
    expect(readFileSync(file, 'utf8')).not.toContain('ASIAIOSFODNN7EXAMPLE')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, 'log')).mode & 0o777).toBe(0o700)
  })
})
