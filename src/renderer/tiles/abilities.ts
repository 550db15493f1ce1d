import { abilityCodecs, type Ability, abilitySchema } from "../../protocol/ability.ts";

/** What the decoders of this browser take besides H.264; asked once. */
export async function findAbilities(): Promise<Ability[]> {
  const asked = abilitySchema.options.map(async (ability) => ({ ability, taken: await takes(ability) }));
  return (await Promise.all(asked)).filter(({ taken }) => taken).map(({ ability }) => ability);
}

async function takes(ability: Ability): Promise<boolean> {
  const codec = abilityCodecs[ability];
  try {
    const { supported } = await VideoDecoder.isConfigSupported({ codec, optimizeForLatency: true });
    return supported === true;
  } catch (error) {
    console.warn("the browser does not say whether it decodes", codec, error);
    return false;
  }
}
