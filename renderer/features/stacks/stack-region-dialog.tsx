import { useState } from 'react'
import type { StackSummary } from '../../../shared/contract/models.ts'
import type { OverlayProps } from '../../app/feature.ts'
import { regionSuggestions } from '../../app/region-suggestions.ts'
import { Button } from '../../ui/button.tsx'
import { Modal } from '../../ui/dialog.tsx'
import { plural } from '../../ui/plural.ts'
import { SuggestField } from '../../ui/suggest-field.tsx'
import { changeStacks } from './plan-stacks.ts'

/** Asks for the region to set for some stacks. */
export function RegionDialog({ input, close }: OverlayProps) {
  const { stacks } = input as unknown as { readonly stacks: readonly StackSummary[] }
  const [region, setRegion] = useState(() => {
    const now = new Set(stacks.map((stack) => stack.region))
    return now.size === 1 ? (stacks[0]?.region ?? '') : ''
  })
  const value = region.trim()
  const change = (set: boolean) => {
    close()
    void changeStacks({
      stacks,
      operations: [set ? { type: 'setRegion', region: value } : { type: 'unsetRegion' }],
    })
  }
  return (
    <Modal
      open
      onClose={close}
      title="Set region"
      foot={
        <>
          <Button onClick={() => change(false)}>Take it out of the file</Button>
          <Button look="primary" off={value === ''} onClick={() => change(true)}>
            Review change
          </Button>
        </>
      }
    >
      <SuggestField
        label={`aws:region of ${plural(stacks.length, 'stack')}`}
        value={region}
        onChange={setRegion}
        suggestions={regionSuggestions}
        placeholder="eu-west-1"
      />
    </Modal>
  )
}
