"""English words by what they are, to put keywords into sentences in the right form."""

from __future__ import annotations

__all__ = ["ADJECTIVES", "COUNTED", "DEFINITE", "MASS", "PLURALS", "VERBS"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MASS = _words(
    """
    advice apparel art artwork autumn bacon baking beauty bedding beer bread breakfast brunch business butter
    camping care cheese chocolate christmas clothing coffee comfort confidence content cookware cosmetics cotton
    craftsmanship cream culture cycling dance decor delivery denim design dessert dinner easter education
    electronics energy entertainment equipment exercise fashion finance fish fishing fitness flour food footwear
    freedom freshness fruit fun furniture gaming gardening glass gold granola hair halloween happiness health honey
    hospitality ice inspiration insurance jam jewellery jewelry joy juice kombucha leather leisure lighting linen
    lingerie love luck luggage lunch luxury makeup marketing matcha meat meditation merchandise milk mindfulness
    motivation music nature nutrition oil parking pasta peace perfume photography pizza pleasure pottery privacy
    productivity protection quality quinoa relaxation relief rice rum running safety salt sauce security service
    shade shampoo shopping silk silver skin skincare sleep snow soap software speed sport sports spring stationery
    storage streetwear strength stress style success sugar summer sunscreen sunshine support surf swimming tea
    technology time tourism training travel value vodka warmth water wealth weather weight wellness whisky wine
    winter wood wool work yoga yoghurt yogurt
    """
)
"""Nouns without a plural."""

COUNTED = _words(
    """
    accessory adventure album apartment app apple appliance apron armchair audiobook backpack bag bakery balcony
    ball band bar basket bath bathroom battery beach bed bedroom belt bench bicycle bike blanket blender boat book
    boot bottle bowl box bracelet brand brush budget bundle burger cabin cable cafe cake calendar camera campaign
    candle cap capsule car card carpet case cat chair charger child city class cleaner clock club coat cocktail
    collar collection community company concert console cookie cooler couch course croissant cup cupcake curtain
    cushion dad dance date day deal dentist desk device diary discount dish dog doll door dress drill drink drone
    earbud earring evening event experience eye face family fan farm father festival film filter firm flask flat
    flight floor flower fragrance friend game garage garden gift glove grill guide guitar gym hairdryer hall hammer
    handbag hat headphone headset helmet holiday home hoodie hotel house idea image island jacket jar jersey jigsaw
    journey kettle key keyboard kid kit kitchen knife lamp laptop launch lawn leaf lesson library lid light lip
    lipstick living logo look lotion machine magazine market mask mat mattress meal menu microphone mirror mobile
    moment monitor morning mother motorcycle mountain mouse mouth movie mug museum nail neck necklace newsletter
    night notebook offer office outfit oven painting pan party path pen pencil person pet phone photo phrase piano
    picnic picture pie pill pillow place plan planner plant plate platform player podcast pool pot present price
    printer product program project promotion puppy purse puzzle quilt radio razor recipe restaurant ring river road
    robot roof room rope routine rug salad sale salon sandal sandwich scarf school scooter screen script sea season
    seat seed serum set shelf ship shirt shoe shop show shower skate skirt smartphone smoothie snack sneaker sock
    sofa solution song soup souvenir speaker spoon star steak stick sticker stone stool store story stroller studio
    suit suitcase sunset supplement sweater swimsuit system table tablet tank tattoo teacher team tent terrace
    theater theatre thermos ticket tie tile tip tool toothbrush tour towel town toy track tracker trail trailer
    trainer tree trip trolley truck tumbler tutor tutorial umbrella upgrade vacation vacuum van vase video view
    villa voucher wall wallet wardrobe watch wedding weekend wheel wig window workout workshop yard year zoo
    """
)
"""Nouns with a plural."""

PLURALS = _words("men women children people mice geese feet teeth knives leaves shelves jeans series species sheep")
"""Plurals without an s of their own, or that are the same."""

ADJECTIVES = _words(
    """
    adorable advanced affordable airy amazing ambitious authentic balanced beautiful best better big bio black blue
    bold bright brilliant brown calm caring casual charming cheap cheerful chic classic clean clear clever
    comfortable comfy compact complete confident convenient cool cosy cozy crazy creamy creative crisp crispy
    crunchy cuddly cute daily dairy-free dark deep delicate delicious delightful different digital discreet durable
    easy eco-friendly ecological economical effective efficient elegant enchanting energetic ergonomic ethical
    everyday exciting exclusive exotic expert extra fair famous fancy fashionable fast fearless feminine fine firm
    fit flawless flexible floral foldable fragrant free fresh friendly fruity fun funny gentle genuine glamorous
    glossy golden good gorgeous graceful great green grey handcrafted handmade handy happy hard healthy heavy high
    homemade honest hot huge hygienic iconic icy imaginative independent indoor innovative inspiring intelligent
    intense international intuitive juicy kind large lasting legendary light lightweight little local long
    long-lasting loud lovable lovely low lucky luxurious magic magical male masculine mature mild mini minimal
    minimalist modern natural neat new nice noble noiseless nordic nutritious official old organic original outdoor
    peaceful perfect personal playful pleasant polite popular portable powerful practical precious precise premium
    pretty private professional pure purple quick quiet rare raw ready real rechargeable recyclable recycled red
    refined refreshing relaxed relaxing reliable retro rich robust romantic rough round royal rustic safe seasonal
    secure sensitive sensual sexy sharp shiny short silent silky simple skinny sleek slim slow small smart smooth
    snug social soft solar solid sour special spicy sporty stable steady strong sturdy stylish subtle sunny super
    superb sustainable sweet swift tall tasteful tasty tender thin thoughtful tight timeless tiny top tough
    traditional transparent trendy tropical true trusted unforgettable unique universal urban useful vegan
    vegetarian velvety versatile vibrant vintage vivid warm washable waterproof weightless white wholesome wide wild
    windproof wireless witty wonderful wooden yellow young youthful yummy zesty
    """
)

VERBS = _words(
    """
    achieve bake be become begin book boost bring build burn buy call care celebrate change choose clean collect
    come connect cook create cut dance declutter design discover do download draw dream drink drive earn eat enjoy
    explore feel find fix fly forget get give glow go grow hang have help hire improve invest join jump keep laugh
    lead learn leave live lose love make master meet motivate move order organise organize paint pay plan play
    protect quit read recharge recycle reduce refresh relax renovate rent rest ride run save sell send sew share
    shine shop show simplify sing sleep slow smile speak spend start stay stop stream study surf swim switch take
    taste teach think tidy train transform travel try tune unwind upgrade use visit walk watch wear win work write
    """
)
"""Verbs that can begin a phrase such as "save money"."""

DEFINITE = _words(
    """
    baby bakery balcony bar bathroom beach bedroom cafe city club commute concert dad dentist doctor event family farm
    father festival garden gym holiday home hotel house island journey kitchen library market mother mountain museum
    night office park party pool restaurant salon school season shop spa store studio teacher team terrace theater
    theatre town trip vacation villa wedding weekend yard zoo
    """
)
"""Nouns with a plural that are mostly spoken of as the one that is meant."""
