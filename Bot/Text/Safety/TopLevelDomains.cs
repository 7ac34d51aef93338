using System.Collections.Frozen;

namespace Bot.Text.Safety;

/// <summary>
/// Endings of host names that every server's list of top-level domains has. The list is fixed in each server's version,
/// so only old and common endings are here; a link with any other ending is priced for both cases.
/// </summary>
internal static class TopLevelDomains
{
    // ISO 3166 codes in use as of 2018, without those that were never delegated or are gone.
    private const string Countries =
        "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bv "
        + "bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz "
        + "de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gd ge gf gg gh gi gl gm gn gp gq gr gs "
        + "gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp "
        + "ke kg kh ki km kn kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp "
        + "mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om "
        + "pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn "
        + "so sr st sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz "
        + "ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw";

    // Delegated before 2017, and seen in abstracts or likely there.
    private const string Generic =
        "com org net edu gov mil int info biz name pro aero coop museum jobs mobi travel cat tel asia post "
        + "academy app blog cloud club codes community company computer design dev digital directory education "
        + "email engineering events foundation "
        + "games global google group guru help host institute international land life link live media network "
        + "news ninja one online page photos press "
        + "rocks school science services shop site social software solutions space store studio systems team "
        + "tech technology tips today tools top university "
        + "video vip website wiki win work works world xyz zone";

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Known = $"{Countries} {Generic}"
        .Split(' ')
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool Contains(ReadOnlySpan<char> label) => Known.Contains(label);
}
