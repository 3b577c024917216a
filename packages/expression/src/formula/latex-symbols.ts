/** Characters that LaTeX has a command for. */

/** Greek letters, and the words that stand for them in labels. Capitals that look like Latin letters have no command. */
const GREEK = `Γ Gamma Δ Delta Θ Theta Λ Lambda Ξ Xi Π Pi Σ Sigma Υ Upsilon Φ Phi Ψ Psi Ω Omega
α alpha β beta γ gamma δ delta ε varepsilon ζ zeta η eta θ theta ι iota κ kappa λ lambda μ mu ν nu ξ xi π pi ρ rho
σ sigma ς varsigma τ tau υ upsilon φ varphi χ chi ψ psi ω omega ϑ vartheta ϕ phi ϖ varpi ϱ varrho ϵ epsilon`

const SYMBOLS = `· cdot × times ÷ div ± pm ∓ mp − text{-} ∗ ast ∘ circ ∙ bullet ⋅ cdot ⊕ oplus ⊖ ominus ⊗ otimes ⊙ odot ⋆ star
√ surd ∂ partial ∇ nabla ∞ infty ∑ sum ∏ prod ∫ int ∮ oint ∝ propto ∠ angle ‖ Vert ∥ parallel ⊥ perp ⟂ perp
≤ le ≥ ge ≠ ne ≈ approx ≡ equiv ∼ sim ≃ simeq ≅ cong ≪ ll ≫ gg ≺ prec ≻ succ
∈ in ∉ notin ∋ ni ⊂ subset ⊃ supset ⊆ subseteq ⊇ supseteq ∩ cap ∪ cup ∅ emptyset ∖ setminus
∀ forall ∃ exists ¬ neg ∧ land ∨ lor ⊤ top ⊢ vdash ⊨ models ∴ therefore ∵ because
← leftarrow ↑ uparrow → rightarrow ↓ downarrow ↔ leftrightarrow ↦ mapsto ⇐ Leftarrow ⇒ Rightarrow ⇔ Leftrightarrow
⌈ lceil ⌉ rceil ⌊ lfloor ⌋ rfloor ⟨ langle ⟩ rangle
ℓ ell ℏ hbar ℘ wp ℜ Re ℑ Im ℵ aleph ℂ mathbb{C} ℕ mathbb{N} ℚ mathbb{Q} ℝ mathbb{R} ℤ mathbb{Z}
° degree § S ¶ P † dagger ‡ ddagger © copyright £ pounds … dots ♠ spadesuit ♡ heartsuit ♢ diamondsuit ♣ clubsuit
□ square △ triangle ◯ bigcirc ★ bigstar ✓ checkmark`

const pairsOf = (list: string): [string, string][] => {
  const words = list.split(/\s+/)
  return words.flatMap((character, i): [string, string][] => (i % 2 === 0 ? [[character, `\\${words[i + 1]!}`]] : []))
}

/** A command of math mode for a character. Capital Greek letters without a command are Latin letters to LaTeX. */
export const COMMANDS: ReadonlyMap<string, string> = new Map([
  ...pairsOf(GREEK),
  ...pairsOf(SYMBOLS),
  ...[...'ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΧXοo'.matchAll(/(.)(.)/gu)].map(([, greek, latin]): [string, string] => [
    greek!,
    /[A-Z]/.test(latin!) ? `\\mathrm{${latin}}` : latin!,
  ]),
])

/** A Greek letter for its name: `alpha`, `Theta`. */
export const LETTERS: ReadonlyMap<string, string> = new Map(
  pairsOf(GREEK).map(([, command]): [string, string] => [command.slice(1), command]),
)

/** Small characters below and above the line, for the characters that they stand for. */
export const BELOW = charactersOf('₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼᵣᵤᵥ', '0123456789+-=()aeoxhklmnpstijruv')
export const ABOVE: ReadonlyMap<string, string> = new Map([
  ...charactersOf('⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ', '0123456789+-=()ni'),
  ["'", '\\prime '],
  ['′', '\\prime '],
])

function charactersOf(small: string, full: string): ReadonlyMap<string, string> {
  const letters = [...full]
  return new Map([...small].map((c, i): [string, string] => [c, letters[i]!]))
}

/** What a text in LaTeX needs instead of the character. Braces keep -- and `` from being joined. */
export const ESCAPES: ReadonlyMap<string, string> = new Map([
  ...[...'#$%&_{}'].map((c): [string, string] => [c, `\\${c}`]),
  ['\\', '\\textbackslash{}'],
  ['^', '\\textasciicircum{}'],
  ['~', '\\textasciitilde{}'],
  ['<', '\\textless{}'],
  ['>', '\\textgreater{}'],
  ['|', '\\textbar{}'],
  ['-', '{-}'],
  ['`', '{`}'],
  ['\u00a0', '~'],
])

/** The characters that LaTeX texts may have as they are: letters and marks of the scripts that KaTeX can set. */
export const SETTABLE =
  /[ !"()*+,./0-9:;=?@A-Z[\]a-z\u00ae\u00c0-\u00d6\u00d8-\u00ef\u00f1-\u00f6\u00f8-\u0130\u0132-\u0236\u0238-\u024f\u0400-\u04ff\u0530-\u058f\u0900-\u10ff\u1e80-\u1e85\u1ef2\u1ef3\u2013\u2014\u2018\u2019\u201c\u201d\u3000-\u30ff\u4e00-\u9faf\uac00-\ud7af\uff00-\uff60]/u
