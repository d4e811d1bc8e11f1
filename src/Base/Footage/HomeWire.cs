namespace Writ.Base.Footage;

/// <param name="Role">owner, member or invited.</param>
/// <param name="State">active or replaced.</param>
public sealed record HomeLine(string Home, string Role, string State);

/// <summary>A sealed box and its number; the next one says the next number.</summary>
public sealed record BoxView(int Number, byte[] Box);

/// <param name="Record">The signed record of this generation's key, as text.</param>
public sealed record KeyView(int Generation, string Record);

/// <param name="Custody"><see cref="HubWire.OwnerHeld"/> or <see cref="HubWire.ProviderHeld"/>.</param>
public sealed record CameraView(string Camera, string Cell, string Custody, BoxView? Settings, BoxView? Health);

/// <summary>A home as its people's pages see it, from the server as from the hub at home.</summary>
/// <param name="Statements">From the number on that was asked for.</param>
/// <param name="Looks">Number of the next look.</param>
/// <param name="Stored">Bytes of clips.</param>
/// <param name="Quota">Bytes of clips at most.</param>
public sealed record HomeStateView(
    string Home, string Role, string State, IReadOnlyList<string> Statements, IReadOnlyList<KeyView> Keys, BoxView? Profile, IReadOnlyList<CameraView> Cameras,
    int Looks, long Stored, long Quota);

/// <param name="Statement">The signed text.</param>
public sealed record StatementRequest(string Statement);

/// <param name="Video">Bytes as stored.</param>
/// <param name="Arrival">Higher for what the hub brought later; 0 where that is not known.</param>
public sealed record ClipView(string Clip, string Camera, string Day, byte[] Header, long Video, long Poster, long Card, string KeepUntil, bool Pinned, long Arrival = 0);

/// <param name="Next">Send it for more, as <c>before</c> for a day and as <c>after</c> for all clips; null: that was all.</param>
public sealed record ClipPage(IReadOnlyList<ClipView> Clips, string? Next);

/// <param name="Clips">How many clips begin on this day.</param>
public sealed record DayLine(string Day, int Clips);

/// <param name="Next">Number of the next look to be written.</param>
public sealed record LookPage(IReadOnlyList<BoxView> Looks, int Next);

/// <param name="Camera">Whose live picture is wanted.</param>
public sealed record LiveRequest(string Camera);

/// <param name="Viewer">Goes with each question for a box.</param>
public sealed record LiveStarted(string Live, string Viewer);

/// <summary><c>POST /api/v1/hub/home/asking</c>: a browser at home asks to be let in.</summary>
/// <param name="Member">True: somebody who only watches.</param>
public sealed record HomeAsk(byte[] Sign, byte[] Seal, bool Member);

/// <summary><c>GET /api/v1/hub/home/pins</c>: every clip that is kept for good.</summary>
public sealed record PinsView(IReadOnlyList<string> Clips);
