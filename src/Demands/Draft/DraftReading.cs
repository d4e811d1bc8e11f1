using Writ.Base;
using Writ.Demands.File;
using Writ.Law;

namespace Writ.Demands.Draft;

/// <summary>Something found in a draft before anybody reads it.</summary>
/// <param name="Item">Key of the item, where it is about one.</param>
/// <param name="Field">Name of the field on the page of its part.</param>
/// <param name="Code">Its page says more, see <see cref="Page"/>.</param>
/// <param name="Fault">True: it cannot be sent like this. False: advice.</param>
/// <param name="Missing">True: it is only not filled in yet.</param>
internal sealed record Finding(DraftPart Part, string? Item, string Field, string Code, string Sentence, bool Fault, bool Missing, bool Ground)
{
    /// <summary>The page of the refusal, the advice or the ground in law.</summary>
    public string Page => Ground ? $"/officer/grounds/{Code}" : $"/refusals/{Code}";
}

/// <summary>A draft read as the demand that it would be, with what the door's own lint finds in it.</summary>
/// <param name="Request">Without the file; sound only where no finding is a fault.</param>
internal sealed record DraftReading(FileDemandRequest Request, IReadOnlyList<Finding> Findings)
{
    public bool Sendable => !Findings.Any(f => f.Fault);

    public IReadOnlyList<Finding> Of(DraftPart part) => [.. Findings.Where(f => f.Part == part)];

    public IReadOnlyList<Finding> Of(DraftItem item) => [.. Findings.Where(f => f.Item == item.Key)];
}

/// <summary>Reads drafts.</summary>
internal sealed class DraftReader(Lint lint, LawBook law, TimeProvider time)
{
    private static readonly Dictionary<string, (DraftPart Part, string Missing)> Fields = new()
    {
        ["reference"] = (DraftPart.Reference, "Enter your reference"),
        ["service"] = (DraftPart.Instrument, "Choose whose data are asked for"),
        ["instrument"] = (DraftPart.Instrument, "Choose the kind of instrument"),
        ["authority/name"] = (DraftPart.Authority, "Enter who issued it"),
        ["authority/kind"] = (DraftPart.Authority, "Choose what kind of authority issued it"),
        ["issuedOn"] = (DraftPart.Dates, "Enter the day on which it was signed"),
        ["expiresOn"] = (DraftPart.Dates, "Enter its return or expiry day"),
        ["gag"] = (DraftPart.Gag, "Choose whether an order forbids telling the person"),
        ["items"] = (DraftPart.Items, "Add at least one item"),
        ["file"] = (DraftPart.File, "Choose the signed paper"),
    };

    public DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    public DraftReading Read(DraftContent c)
    {
        var request = RequestOf(c);
        var faults = Unreadable(c).Concat(All(lint.Faults(request, Today)).Where(r => r.Field?.StartsWith("/file", StringComparison.Ordinal) != true)).ToList();
        faults.RemoveAll(r => IdentifierOfNoKind(c, r.Field!));
        var findings = faults.Select(r => FindingOf(c, r.Code, r.Sentence, r.Field!, fault: true)).ToList();
        if (c.File is null) findings.Add(FindingOf(c, "demands-file-empty", string.Empty, "/file", fault: true));
        findings.AddRange(lint.Advise(request).Select(a => FindingOf(c, a.Code, a.Sentence, a.Field, fault: false)).Where(a => !findings.Any(f => f.Item is not null && f.Item == a.Item)));
        if (c.File is { Locked: true }) findings.Add(FindingOf(c, InstrumentFile.Locked.Code, InstrumentFile.Locked.Sentence, "/file", fault: false));
        return new DraftReading(request, [.. findings.DistinctBy(f => (f.Item, f.Field, f.Fault)).OrderBy(f => f.Part)]);
    }

    /// <summary>What it would be as a demand; what is missing or cannot be read is left empty.</summary>
    public FileDemandRequest RequestOf(DraftContent c)
    {
        DateOnly? Day(TypedDay typed) => typed.TryRead(out var day) ? day : null;
        return new FileDemandRequest(
            c.Reference, c.Instrument, new FileAuthority(c.AuthorityName, c.AuthorityKind), c.Service, Day(c.Issued) ?? Today, Day(c.Expires), c.Gag == "yes",
            [.. c.Items.Select(i => new FileItem(new FileIdentifier(i.Kind, i.Value), i.Category, Day(i.From), Day(i.To)))],
            null!, c.Nonce);
    }

    private static IEnumerable<Refusal> All(Refusal? refusal) => refusal is null ? [] : [refusal, .. refusal.Others];

    private static IEnumerable<Refusal> Unreadable(DraftContent c)
    {
        if (c.Issued.Empty || !c.Issued.TryRead(out _)) yield return DraftRefusals.Day("/issuedOn");
        if (!c.Expires.TryRead(out _)) yield return DraftRefusals.Day("/expiresOn");
        if (c.Gag is not ("yes" or "no")) yield return new Refusal("input-missing", string.Empty, RefusalKind.Invalid, "/gag");
        for (var i = 0; i < c.Items.Count; i++)
        {
            if (c.Items[i].Kind.Length == 0) yield return new Refusal("input-missing", string.Empty, RefusalKind.Invalid, $"/items/{i}/kind");
            if (!c.Items[i].From.TryRead(out _)) yield return DraftRefusals.Day($"/items/{i}/from");
            if (!c.Items[i].To.TryRead(out _)) yield return DraftRefusals.Day($"/items/{i}/to");
        }
    }

    private Finding FindingOf(DraftContent c, string code, string sentence, string pointer, bool fault)
    {
        var ground = law.FindGround(code) is not null;
        var steps = pointer.TrimStart('/').Split('/');
        if (steps is ["items", var at, ..] && int.TryParse(at, out var position) && position < c.Items.Count)
        {
            var item = c.Items[position];
            var field = steps is [_, _, var name, ..] ? name : "from";
            return new Finding(DraftPart.Items, item.Key, field, code, WordsOfItem(item, field) ?? sentence, fault, false, ground);
        }

        var known = string.Join('/', steps);
        var (part, missing) = Fields.GetValueOrDefault(known, (DraftPart.Reference, string.Empty));
        var empty = fault && IsEmpty(c, known);
        return new Finding(part, null, known, code, empty ? missing : sentence, fault, empty, ground);
    }

    // Which form it must have, nobody can say before its kind is chosen.
    private static bool IdentifierOfNoKind(DraftContent c, string pointer) =>
        pointer.Split('/') is ["", "items", var at, "identifier"] && int.TryParse(at, out var i) && c.Items[i] is { Kind: "", Value: not "" };

    private static string? WordsOfItem(DraftItem item, string field) => (field, item) switch
    {
        ("kind", _) => "Choose what kind of identifier you have",
        ("identifier", { Value: "" }) => "Enter the identifier",
        ("category", { Category: "" }) => "Choose what is asked",
        _ => null,
    };

    private static bool IsEmpty(DraftContent c, string field) => field switch
    {
        "reference" => c.Reference.Length == 0,
        "service" => c.Service.Length == 0,
        "instrument" => c.Instrument.Length == 0,
        "authority/name" => c.AuthorityName.Length == 0,
        "authority/kind" => c.AuthorityKind.Length == 0,
        "issuedOn" => c.Issued.Empty,
        "expiresOn" => c.Expires.Empty,
        "gag" => c.Gag.Length == 0,
        "items" => c.Items.Count == 0,
        "file" => c.File is null,
        _ => false,
    };
}
