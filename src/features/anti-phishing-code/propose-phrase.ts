import { randomInt } from 'node:crypto';
import type { Locale } from '../../foundations/i18n/index.ts';

/** Things that are easy to picture, to read and to tell apart; none is rude, none is a name. */
const WORDS: Readonly<Record<Locale, readonly [first: readonly string[], second: readonly string[]]>> = {
  en: [
    (
      'amber blue brave bright broad bronze calm cedar clever cloudy cosy crimson curly dapper distant dusty eager early fancy ' +
      'feather fern flat floral foggy forest frosty gentle ginger glassy golden grand green hazel hidden hollow humble indigo ' +
      'ivory jade jolly keen lemon little lively lunar maple marble mellow merry mild misty modest mossy narrow nimble northern ' +
      'oak ocean olive orange paper patient pearl pepper pine plain polar proud purple quick quiet rapid rare river rosy royal ' +
      'rusty sandy scarlet shiny silent silver sleepy smooth snowy solar southern spicy steady stone stormy striped sunny sweet ' +
      'tall tender tidy timber tiny velvet violet warm western willow windy wise wooden young'
    ).split(' '),
    (
      'acorn anchor apple arrow badger balcony barrel basket beacon bicycle blanket boat bottle bridge bucket button cactus camel ' +
      'candle canyon carpet carrot castle chestnut chimney clock cloud coconut comet compass cottage crane cricket curtain daisy ' +
      'dolphin drum eagle engine falcon feather ferry fiddle finch flute forest fountain garden giraffe glacier goose guitar ' +
      'hammer harbour harvest hedgehog hill island jacket jasmine kettle kite ladder lake lamp lantern lemon lighthouse lizard ' +
      'magnet mango meadow mirror mountain mushroom needle oasis orchard otter owl oyster paddle panda parrot peach pebble pelican ' +
      'pencil penguin piano pillow planet plum pocket pony puffin pumpkin rabbit rainbow raven rocket saddle sailor scarf seal ' +
      'shell shovel skylark sparrow spoon squirrel stable starling suitcase swallow teapot thimble thunder tractor trumpet tulip ' +
      'tunnel turtle umbrella valley violin wagon walnut walrus waterfall whale window zebra'
    ).split(' '),
  ],
  fr: [
    (
      'abricot acacia agneau aigle algue amande ancre arbre ardoise argile armoire aurore avoine balcon baleine barque bateau ' +
      'belette biche bison blaireau boussole bouteille brouette bruyère buisson cabane cactus calèche canard canoë carafe carotte ' +
      'castor cerise chalet chameau chamois charbon chaudron cheminée chemise chêne cigale cigogne citron clairière cloche colline ' +
      'colombe comète coquille corbeau coton coussin crapaud crayon cristal cuillère cygne dauphin dragée écharpe éclair écluse ' +
      'écureuil église émeraude encrier épice érable escargot étoile falaise faucon fenêtre fenouil feuille figue flamant flocon ' +
      'flûte fontaine forêt fougère fraise frégate galet gazelle genêt girafe glacier grenier grenouille guitare hamac'
    ).split(' '),
    (
      'hérisson hermine hêtre hibou horizon horloge hublot igloo île ivoire jardin jasmin jonquille lagune lampe lanterne lavande ' +
      'lézard libellule licorne lierre lilas loutre lune luciole mangue marmite marmotte mélèze menthe merle meule miel mimosa ' +
      'miroir moineau montagne mouette moulin mousse muguet murier myrtille navire neige nénuphar noisette nuage océan olive ombre ' +
      'orage orchidée osier oursin panier papillon parapluie passerelle pastèque pelote perle phare piano pinceau pivoine planète ' +
      'plume pluie poivre pommier potiron prairie puits quai radeau radis raisin renard rivière rocher roseau ruche ruisseau sable ' +
      'safran sapin saule sentier sifflet silex soleil sorbet source tambour tilleul tonneau tortue toupie truffe tulipe vague ' +
      'vallée verger violon voilier volcan'
    ).split(' '),
  ],
};

/** Two words and a number: a million and more, easy to recognise at a glance. */
export function proposePhrase(locale: Locale): string {
  const [first, second] = WORDS[locale];
  return `${oneOf(first)} ${oneOf(second)} ${10 + randomInt(90)}`;
}

function oneOf(words: readonly string[]): string {
  return words[randomInt(words.length)] ?? '';
}
