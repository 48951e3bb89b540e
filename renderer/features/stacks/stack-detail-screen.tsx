import { ChevronRight, Code, IdCard, PanelsTopLeft } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { StackDetail, StackId } from '../../../shared/contract/models.ts'
import { layerIsOpen } from '../../app/open-layers.ts'
import { navigate } from '../../app/navigation.ts'
import { openConsole } from '../../app/open-console.ts'
import { openOverlay } from '../../app/overlays.ts'
import { codedError } from '../../app/transport.ts'
import { useSaveKey } from '../../list/use-save-key.ts'
import { Button } from '../../ui/button.tsx'
import { Skeleton } from '../../ui/marks.tsx'
import { MiddleTruncate } from '../../ui/middle-truncate.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageState } from '../../ui/page-state.tsx'
import { plural } from '../../ui/plural.ts'
import { useStore } from '../../ui/store.ts'
import { useFocusFallback } from '../../ui/use-focus-fallback.ts'
import { chooseStacksOverlay } from './choose-stacks-overlay.ts'
import { IdentityPanel } from './identity-panel.tsx'
import { changeStacks } from './plan-stacks.ts'
import { useStackDetail } from './stack-queries.ts'
import { snippetsOverlay, type SnippetsInput } from './snippets-overlay.ts'
import './stack-detail.css'
import { draftOf, stackDrafts } from './stack-draft-store.ts'
import { checkStackDraft, countChanges, stackDraftOperations } from './stack-drafts.ts'
import { StackForm } from './stack-form.tsx'
import { keyOf } from './stack-key.ts'
import './option-controls.css'

function Head({ detail }: { readonly detail: StackDetail }) {
  const { summary, project, hops } = detail
  return (
    <div className="pane-head">
      <nav aria-label="Breadcrumb" className="breadcrumb">
        <button type="button" className="crumb" onClick={() => navigate('stacks')}>
          Stacks
        </button>
        <ChevronRight aria-hidden="true" />
        <MiddleTruncate className="text-2" text={project.name} />
        <ChevronRight aria-hidden="true" />
        <h1 className="title">
          <MiddleTruncate text={summary.stack} />
        </h1>
      </nav>
      <span className="leaves-first text-3 meta" title={summary.path}>
        {summary.label}
        {summary.presence === 'backend-only' && ', not there yet'}
      </span>
      <span className="grow" />
      <Button
        size="small"
        icon={<Code aria-hidden="true" />}
        onClick={() =>
          openOverlay(snippetsOverlay, {
            roleArn: hops.at(-1)?.roleArn,
            region: summary.region,
            profile: summary.profile,
            stack: summary.stack,
            runtime: project.runtime,
            awsMajor: project.awsMajor,
            ownProviders: project.ownProviders,
          } satisfies SnippetsInput)
        }
      >
        Texts to copy
      </Button>
      <Button
        size="small"
        icon={<PanelsTopLeft aria-hidden="true" />}
        data-tip="The console of the account that this stack hits"
        onClick={() => void openConsole({ stack: summary }, 'open')}
      >
        Open console
      </Button>
      <Button
        size="small"
        icon={<IdCard aria-hidden="true" />}
        onClick={() => openOverlay(chooseStacksOverlay, { stacks: [keyOf(summary)] })}
      >
        Set profile
      </Button>
    </div>
  )
}

function Loaded({ detail }: { readonly detail: StackDetail }) {
  const { summary } = detail
  const key = keyOf(summary)
  const draft = draftOf(useStore(stackDrafts), key)
  const [tried, setTried] = useState(false)
  const body = useRef<HTMLDivElement>(null)
  useFocusFallback()
  useEffect(() => body.current?.focus({ preventScroll: true }), [])
  const errors = checkStackDraft(draft, detail)
  const count = countChanges(draft)
  const save = () => {
    setTried(true)
    const operations = stackDraftOperations(draft, detail)
    if (operations.length === 0 || errors.size > 0) return
    void changeStacks({
      stacks: [summary],
      operations,
      done: `Saved ${summary.stack}`,
      onSaved: () => stackDrafts.drop(key),
    })
  }
  useSaveKey(save, layerIsOpen)
  return (
    <>
      <section className="stack-detail" aria-label={`Stack ${summary.stack}`} data-pane>
        <Head detail={detail} />
        <div className="stack-body scroll" ref={body} tabIndex={-1} data-pane-focus>
          {summary.problem !== undefined && (
            <Notice tone="red" strong="This file cannot be edited." assertive>
              {summary.problem.message}{' '}
              {summary.problem.line !== undefined && `Line ${summary.problem.line}.`}
            </Notice>
          )}
          <StackForm detail={detail} draft={draft} errors={errors} />
        </div>
        <div className="stack-foot">
          <span className="edited" aria-live="polite">
            {count > 0 && plural(count, 'change')}
          </span>
          <span className="grow meta text-3">
            {tried && errors.size > 0 ? (
              <span className="tone-red">{plural(errors.size, 'option')} to mend</span>
            ) : count === 0 ? (
              'Nothing is written before you have seen the lines that change.'
            ) : (
              'Every other line and every secret stays as it is.'
            )}
          </span>
          <Button look="quiet" off={count === 0} onClick={() => stackDrafts.drop(key)}>
            Discard
          </Button>
          <Button look="primary" keys={['Mod', 'S']} off={count === 0} onClick={save}>
            Review change
          </Button>
        </div>
      </section>
      <IdentityPanel detail={detail} />
    </>
  )
}

/** One stack: its options on the left, its identity on the right. */
export function StackDetailScreen({ id }: { readonly id: StackId }) {
  const { data, error, refetch } = useStackDetail(id)
  if (data !== undefined) return <Loaded detail={data} />
  if (error === null) {
    return (
      <div className="skeleton-list" aria-busy="true">
        <Skeleton width={160} />
        <Skeleton width={320} />
        <Skeleton width={240} />
      </div>
    )
  }
  const { message, reason, remedy } = codedError(error)
  return (
    <PageState
      tone="red"
      title={`${id.stack} cannot be shown`}
      actions={
        <>
          <Button look="primary" onClick={() => navigate('stacks')}>
            All stacks
          </Button>
          <Button onClick={() => void refetch()}>Try again</Button>
        </>
      }
    >
      <p>{[message, reason, remedy].filter((part) => part !== undefined).join(' ')}</p>
    </PageState>
  )
}
