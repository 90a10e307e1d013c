"""Names of countries, and of states that are no more, with their codes (ISO 3166-1) and the years of their being."""

from __future__ import annotations

from typing import Final

__all__ = ["COUNTRIES"]

_LIST = """Afghanistan AF|Albania AL|Algeria DZ|Angola AO|Argentina AR|Armenia AM|Australia AU|Austria AT|Azerbaijan AZ|
Azerbaidzhan AZ|Bahrain BH|Bangladesh BD|Belarus BY|Belorussia BY|Byelorussia BY|Belgium BE|Bolivia BO|Bosnia BA|
Brazil BR|Bulgaria BG|Burma MM|Cambodia KH|Cameroon CM|Canada CA|Chile CL|China CN|Colombia CO|Congo CD|Costa Rica CR|
Croatia HR|Cuba CU|Cyprus CY|Czechoslovakia CZ|Czech Republic CZ|Denmark DK|Dominican Republic DO|Ecuador EC|Egypt EG|
El Salvador SV|England GB|Estonia EE|Ethiopia ET|Abyssinia ET|Finland FI|France FR|Georgia GE|Germany DE|Ghana GH|
Great Britain GB|Britain GB|Greece GR|Guatemala GT|Haiti HT|Holland NL|Honduras HN|Hungary HU|Iceland IS|India IN|
Indonesia ID|Iran IR|Persia IR|Iraq IQ|Ireland IE|Israel IL|Italy IT|Jamaica JM|Japan JP|Jordan JO|Kazakhstan KZ|
Kenya KE|Kirghizia KG|Kirgizia KG|Kyrgyzstan KG|Korea KR|Kuwait KW|Laos LA|Latvia LV|Lebanon LB|Libya LY|Lithuania LT|
Luxembourg LU|Luxemburg LU|Macedonia MK|Malaysia MY|Malta MT|Mexico MX|Moldavia MD|Moldova MD|Mongolia MN|Montenegro ME|
Morocco MA|Nepal NP|the Netherlands NL|Netherlands NL|New Zealand NZ|Nicaragua NI|Nigeria NG|Norway NO|Pakistan PK|
Palestine PS|Panama PA|Paraguay PY|Peru PE|Philippines PH|Poland PL|Portugal PT|Romania RO|Rumania RO|Russia RU|
Saudi Arabia SA|Scotland GB|Serbia RS|Singapore SG|Slovakia SK|Slovenia SI|Somalia SO|South Africa ZA|Spain ES|
Sri Lanka LK|Ceylon LK|Sudan SD|Sweden SE|Switzerland CH|Syria SY|Tadzhikistan TJ|Tajikistan TJ|Tanzania TZ|Thailand TH|
Siam TH|Tunisia TN|Turkey TR|Turkmenistan TM|Turkmenia TM|Uganda UG|Ukraine UA|United Kingdom GB|United States US|
United States of America US|USA US|US US|Uruguay UY|Uzbekistan UZ|Venezuela VE|Vietnam VN|Wales GB|Yemen YE|
Yugoslavia RS|Zambia ZM|Zimbabwe ZW|USSR SU|Soviet Union SU|Soviet Russia RU|RSFSR RU|Russian Federation RU|
Tannu Tuva RU|East Germany DE|German Democratic Republic DE|GDR DE|West Germany DE|Prussia DE|Austria-Hungary AT|
Ottoman Empire TR|Manchukuo CN"""

#: The name of each country with its code; SU, for the Soviet Union, is a code that was withdrawn.
COUNTRIES: Final[dict[str, str]] = {
    name.strip(): code
    for name, _, code in (part.strip().rpartition(" ") for part in _LIST.replace("\n", " ").split("|"))
}

_REGIONS = """Africa|America|the Americas|Asia|Europe|Eastern Europe|Western Europe|North America|South America|
Latin America|Central Asia|Middle East|Far East|Siberia|the Urals:Ural|the Caucasus|Transcaucasia|Transcaucasus|
North Caucasus|Northern Caucasus|Crimea|Donbass|Kuban|Kolyma|Karelia|Bessarabia|Galicia|Bukovina|Bashkiria|Tataria|
Chechnya|Dagestan|Abkhazia|Ossetia|Buriatia|Yakutia|Chuvashia|Mordovia|Udmurtia|Kamchatka|Sakhalin|Solovki|Altai|
Povolzhe|Baltic|Baltics|Balkans|Scandinavia|Silesia|Sudetenland|Ruhr|Rhineland|Bavaria|Saxony|Alsace|Catalonia|
Andalusia|Castile|Aragon|Sicily|Sardinia|Corsica|Tyrol|Bohemia|Moravia|Transylvania|Manchuria|Tibet|Xinjiang|Volga|Don|
Dnieper|Dniester|Neva|Danube|Rhine|Vistula|Oder|Seine|Thames|Elbe|Donets|Pechora|Amur|Yenisei|Lena|Ob|Black Sea|
Baltic Sea|Caspian Sea|White Sea|Mediterranean|Pacific|Atlantic|Arctic|Indian Ocean|Lake Baikal|Kremlin|Lubyanka|
Red Square|Alaska|California|Texas|Scotland|Wales|Normandy|Brittany|Flanders|Prussia|East Prussia"""
#: Regions, seas, rivers: names without a point, known as places.
REGIONS: Final = frozenset(
    name.strip().removeprefix("the ").partition(":")[0] for name in _REGIONS.replace("\n", "").split("|")
)
#: Rivers and seas that stand with an article, and are tagged only with it.
ARTICLED: Final = frozenset(
    """Urals Caucasus Volga Don Dnieper Dniester Neva Danube Rhine Vistula Oder Seine Thames Elbe Donets Amur
    Yenisei Lena Ob Mediterranean Pacific Atlantic Arctic Baltic Balkans Ruhr Kuban Crimea Kremlin Lubyanka Donbass
    Tyrol""".split()
)

#: Names that cities bore for a time: the name, the years it was in use, and the id of the city in GeoNames.
#: Source: the decrees of renaming, as the Great Russian Encyclopedia gives them for each city.
RENAMED: Final[dict[str, tuple[str, str, int]]] = {
    "Leningrad": ("1924", "1991", 498817),
    "Petrograd": ("1914", "1924", 498817),
    "St. Petersburg": ("", "", 498817),
    "Stalingrad": ("1925", "1961", 472757),
    "Tsaritsyn": ("", "1925", 472757),
    "Kuibyshev": ("1935", "1991", 499099),
    "Sverdlovsk": ("1924", "1991", 1486209),
    "Gorky": ("1932", "1990", 520555),
    "Nizhny Novgorod": ("", "", 520555),
    "Kalinin": ("1931", "1990", 480060),
    "Viatka": ("", "1934", 548408),
    "Vyatka": ("", "1934", 548408),
    "Tiflis": ("", "1936", 611717),
    "Ordzhonikidze": ("1931", "1990", 473249),
    "Stalino": ("1924", "1961", 709717),
    "Frunze": ("1926", "1991", 1528675),
    "Alma-Ata": ("1921", "1993", 1526384),
    "Constantinople": ("", "1930", 745044),
    "Danzig": ("", "1945", 3099434),
    "Breslau": ("", "1945", 3081368),
    "Koenigsberg": ("", "1946", 554234),
    "Königsberg": ("", "1946", 554234),
    "Lvov": ("", "", 702550),
    "Kharkov": ("", "", 706483),
    "Kiev": ("", "", 703448),
    "Dnepropetrovsk": ("1926", "2016", 709930),
    "Novonikolaevsk": ("", "1926", 1496747),
    "Ekaterinburg": ("", "", 1486209),
    "Akmolinsk": ("", "1961", 1526273),
    "Samara": ("", "", 499099),
    "Dneprodzerzhinsk": ("1936", "2016", 709932),
    "Zaporozhe": ("", "", 687700),
    "Oranienbaum": ("", "1948", 534341),
    "Rheims": ("", "", 2984114),
    "Peking": ("", "", 1816670),
    "Canton": ("", "", 1809858),
    "Saigon": ("", "1976", 1566083),
}
