using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Writ.Agencies;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Base.Sealing;
using Writ.Gate.Grants.Ending;
using Writ.Gate.Grants.Giving;
using Writ.Gate.Notices;
using Writ.Store;
using Writ.Store.Blobs;
using Writ.Store.Jobs;

namespace Writ.Gate.Grants.Sample;

/// <summary>The sample town's one grant: a made-up film, sealed to the sample officer's keys as an owner's page would do it, and opened once. Only a sample folder has it.</summary>
public static class SampleGrant
{
    private const int Days = 90;

    private const int Milliseconds = 4_000;

    // In thousandths of the picture.
    private static readonly (int X, int Y)[] Corners = [(625, 111), (937, 111), (937, 555), (625, 555)];

    /// <param name="owner">Whose account gives it. The home is made up: no hub is needed.</param>
    public static async Task<Result<bool>> Make(IServiceProvider services, AccountId owner, RequestId request, OfficerId officer)
    {
        ArgumentNullException.ThrowIfNull(services);
        var (store, blobs, agencies, time) = (
            services.GetRequiredService<IStore>(), services.GetRequiredService<IBlobs>(), services.GetRequiredService<AgencyRegister>(), services.GetRequiredService<TimeProvider>());
        var now = time.GetUtcNow();
        var (asker, keys) = await store.Look(async work => (await agencies.Find(work, officer), await Recipients.Usable(work, agencies, officer, now)));
        if (asker is null || keys.Count == 0) return GrantRefusals.NoKey;

        using var hub = HolderKeys.Generate();
        using var device = HolderKeys.Generate();
        var (id, home, secret) = (GrantId.New(), HomeId.New(), RandomNumberGenerator.GetBytes(32));
        var file = GrantFile.Seal(id, secret, Archive(id, HomeChain.Found(hub, home, device.Holder, now), hub, now));
        var wraps = keys.Select(k => new KeptWrap(k.Thumbprint, Convert.ToBase64String(GrantFile.Wrap(id, secret, PublicKey.Parse(k.Spki).Value)))).ToList();
        CryptographicOperations.ZeroMemory(secret);
        var consent = new GrantConsent(
            id, home, request, asker.Agency, officer, now, Days, Convert.ToHexStringLower(SHA256.HashData(file)), GrantConsent.Relay, GrantTerms.Version, null);
        var (wrapsBlob, fileBlob, signed) = (BlobId.New(), BlobId.New(), consent.Sign(device));
        await blobs.Put(wrapsBlob, KeptWrap.Write(wraps));
        await blobs.Put(fileBlob, file);
        var (gate, key) = (services.GetRequiredService<ConsentGate>(), services.GetRequiredService<NoticeKey>());
        return await store.Act<bool>(async work =>
        {
            var until = now.AddDays(Days);
            var prints = keys.Select(k => k.Thumbprint).Order(StringComparer.Ordinal).ToList();
            var leaf = await gate.Sample(work, id, SHA256.HashData(signed), prints, until, now);
            work.Db().Add(new Grant
            {
                Id = id, AccountId = owner, HomeId = home, RequestId = request, AgencyId = asker.Agency, OfficerId = officer, State = GrantState.Opened,
                Consent = key.Rows.Seal(id.Text, signed), ConsentHash = Convert.ToHexStringLower(SHA256.HashData(signed)), Terms = GrantTerms.Version, Keys = string.Join(' ', prints),
                Sha256 = consent.File, Size = file.Length, Days = Days, WrapsBlob = wrapsBlob, FileBlob = fileBlob, OfferedAt = now, GivenAt = now, UntilAt = until,
                Opening = leaf.Opening, EntrySeq = leaf.Seq, OpenedAt = now, TermsAt = now, ContactOpen = true,
            });
            await work.Db().SaveChangesAsync(CancellationToken.None);
            work.Db().Add(new GrantOpening
            {
                GrantId = id, Number = 1, At = now, Officer = officer, What = OpeningWhat.Opened, Purpose = "look-for-lead", Note = "We look for a light van with a ladder.",
            });
            await JobQueue.Owe(work, EndGrant.JobKind, id.Text, until);
            await JobQueue.Owe(work, LookAtStandings.JobKind, LookAtStandings.All, now);
            return true;
        });
    }

    private static byte[] Archive(GrantId id, HomeChain chain, HolderKeys hub, DateTimeOffset now)
    {
        var (video, clip) = (SampleFilm.Read(), ClipId.New());
        var edits = CanonicalJson.Write(new JsonObject
        {
            ["audio"] = false, ["clip"] = clip.Text, ["faces"] = true, ["from"] = 2_000, ["grant"] = id.Text, ["label"] = "Sample Town Police Department",
            ["shapes"] = new JsonArray(new JsonObject
            {
                ["from"] = 2_000, ["shape"] = new JsonArray([.. Corners.Select(p => new JsonArray(p.X, p.Y))]),
                ["to"] = 6_000, ["what"] = "black",
            }),
            ["to"] = 6_000,
        });
        var card = new DerivedCard(
            chain.Home, id, clip, 7, Convert.ToHexStringLower(SHA256.HashData("a made-up card"u8)), now, 2_000, 6_000, Convert.ToHexStringLower(SHA256.HashData(edits)), Milliseconds,
            Convert.ToHexStringLower(SHA256.HashData(video)), 320, 180).Sign(hub);
        using var archive = new MemoryStream();
        using (var tar = new TarWriter(archive, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var (name, bytes) in ((string, byte[])[])[("video.mp4", video), ("card.json", card), ("edits.json", edits), ("home.json", chain.Texts[0].Write())])
            {
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name)
                {
                    DataStream = new MemoryStream(bytes), Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite, ModificationTime = DateTimeOffset.UnixEpoch,
                });
            }
        }

        return archive.ToArray();
    }
}
