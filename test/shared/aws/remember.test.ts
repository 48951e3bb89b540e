import { describe, expect, it } from 'vitest'
import { goMerged } from '../../../shared/domain/aws/lenses/go.ts'
import { botocoreView } from '../../../shared/domain/aws/lenses/botocore.ts'
import { smithyView } from '../../../shared/domain/aws/lenses/smithy.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('a file that is looked at again', () => {
  const config = bytes('[profile a]\nregion = eu-west-1\n')
  const credentials = bytes('[a]\nregion = eu-west-2\n')

  it('is taken apart once', () => {
    expect(goMerged(config, credentials)).toBe(goMerged(config, credentials))
    expect(botocoreView(config, 'config')).toBe(botocoreView(config, 'config'))
    expect(smithyView(config, 'config')).toBe(smithyView(config, 'config'))
  })

  it('is another with other bytes, as another kind, or beside another file', () => {
    const region = (of: ReturnType<typeof goMerged>) => of.get('a')?.values.get('region')
    expect(region(goMerged(config, credentials))).toBe('eu-west-2')
    expect(region(goMerged(config, bytes('')))).toBe('eu-west-1')
    expect(region(goMerged(bytes('[profile a]\nregion = us-east-1\n'), bytes('')))).toBe('us-east-1')
    expect(botocoreView(credentials, 'credentials').profiles.has('a')).toBe(true)
    expect(botocoreView(credentials, 'config').profiles.has('a')).toBe(false)
    expect(smithyView(credentials, 'credentials').profiles.has('a')).toBe(true)
    expect(smithyView(credentials, 'config').profiles.has('a')).toBe(false)
  })
})
