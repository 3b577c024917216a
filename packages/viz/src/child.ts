/** Runs in a process of its own, which graphviz.ts ends when a drawing takes too long: draws each DOT text it is sent. */

/** One answer per text: the drawing, or why there is none. */
export type Answer = { svg: string } | { error: string } | { missing: string }

process.on('message', async (dot: string) => answer(await draw(dot)))

// The process that asked has ended, and nobody else reads an answer. Graphviz may still be busy.
process.on('disconnect', () => process.exit())

async function draw(dot: string): Promise<Answer> {
  let graphviz: typeof import('graphviz-cli')
  try {
    graphviz = await import('graphviz-cli')
  } catch (error) {
    return { missing: String(error) }
  }
  try {
    return { svg: await graphviz.renderGraphFromSource({ input: dot }, { format: 'svg' }) }
  } catch (error) {
    return { error: String(error) }
  }
}

function answer(message: Answer): void {
  // That the other process has ended in the meantime is no error.
  process.send?.(message, undefined, undefined, () => undefined)
}
