using System.Globalization;
using System.Security.Cryptography;
using Writ.Base;
using Writ.Base.Footage;

namespace Writ.Gate.Grants.Room;

/// <summary><c>writ check-grant FILM.mp4</c>: what the files that an officer exported prove by themselves. Needs no network, and nobody's word but the hub's.</summary>
public static class CheckGrantVerb
{
    private const string Film = ".mp4";

    /// <summary>Exit 0: everything was proved. 1: something was not. 2: cannot be read.</summary>
    /// <param name="film">The exported film; beside it lie the files of the same name with <c>.card.json</c>, <c>.edits.json</c> and <c>.home.json</c>.</param>
    public static int Run(TextWriter @out, TextWriter err, string film)
    {
        ArgumentNullException.ThrowIfNull(@out);
        ArgumentNullException.ThrowIfNull(err);
        ArgumentNullException.ThrowIfNull(film);
        try
        {
            var name = film.EndsWith(Film, StringComparison.OrdinalIgnoreCase) ? film[..^Film.Length] : film;
            using var stream = new FileStream(film, FileMode.Open, FileAccess.Read, FileShare.Read);
            var proof = GrantProof.Check(null, SHA256.HashData(stream), Small(name + ".card.json"), Small(name + ".edits.json"), Small(name + ".home.json"));
            if (!proof.TryGet(out var found, out var refusal))
            {
                err.WriteLine($"writ check-grant: {refusal}");
                return 1;
            }

            Tell(@out, found);
            return found.Whole ? 0 : 1;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            err.WriteLine($"writ check-grant: cannot read: {e.Message}");
            return 2;
        }
    }

    /// <summary>What is longer than a signed text is none; it is read as far as shows that.</summary>
    private static byte[] Small(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
        var bytes = new byte[(int)Math.Min(stream.Length, SignedText.MaxBytes + 1)];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static void Tell(TextWriter @out, GrantProof proof)
    {
        var card = proof.Card;
        @out.WriteLine($"Grant {card.Grant}, of clip {card.Clip} of home {card.Home}");
        @out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  made {card.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC by the hub's clock, from {card.From / 1000.0:0.0} s to {card.To / 1000.0:0.0} s of card {card.Number}"));
        Line("the film is, byte for byte, the one that the card names", proof.Video);
        Line("the list of edits is the one that the card names", proof.Edits);
        Line("card and list were made for this grant", proof.ForGrant);
        Line($"the card is signed by the home's hub{(proof.Hub is { } hub ? $", {hub.Mark}; only its owner can confirm those characters" : string.Empty)}", proof.Signed);
        Line("that hub's key stands in the founding statement of the home that the card names", proof.Home);
        @out.WriteLine(proof.Whole ? "All of it holds." : "NOT ALL OF IT HOLDS. Do not rely on it.");
        @out.WriteLine("Not proved: that the film shows what happened, that the hub's clock was right, and what was cut or covered.");

        void Line(string what, bool holds) => @out.WriteLine($"  {(holds ? "ok        " : "NOT PROVEN")}  {what}");
    }
}
