/** Why a model is not compiled. */
export class NotCompiled extends Error {}
