using System.Reflection;
using System.Runtime.InteropServices;

namespace Writ.Ledger;

/// <summary>
/// The one door to libsodium: Ed25519 (RFC 8032) and ristretto255 (RFC 9496). Version 1.0.18 or later, from the
/// system (Debian: libsodium23). It accepts scalars at or above the group order, so those are refused here.
/// </summary>
internal static partial class Sodium
{
    private const string Library = "libsodium";

    private static readonly string[] Names = ["libsodium.so.23", "libsodium.so.26", "libsodium.so", "libsodium.dylib", "libsodium.dll", "libsodium"];

    /// <summary>2^252 + 27742317777372353535851937790883648493, little endian.</summary>
    private static readonly byte[] Order =
    [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];

    static Sodium()
    {
        NativeLibrary.SetDllImportResolver(typeof(Sodium).Assembly, Resolve);
        if (Native.Init() < 0) throw new InvalidOperationException("libsodium does not start");
    }

    public static void SeedKeyPair(ReadOnlySpan<byte> seed, Span<byte> publicKey, Span<byte> secretKey)
    {
        Length(seed, 32);
        Length(publicKey, 32);
        Length(secretKey, 64);
        Done(Native.SignSeedKeyPair(publicKey, secretKey, seed));
    }

    public static void Sign(ReadOnlySpan<byte> message, ReadOnlySpan<byte> secretKey, Span<byte> signature)
    {
        Length(secretKey, 64);
        Length(signature, 64);
        Done(Native.SignDetached(signature, 0, message, (ulong)message.Length, secretKey));
    }

    public static bool VerifySignature(ReadOnlySpan<byte> message, ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> signature) =>
        publicKey.Length == 32 && signature.Length == 64
        && Native.SignVerifyDetached(signature, message, (ulong)message.Length, publicKey) == 0;

    /// <summary>A scalar below the group order and not zero, from the system's randomness.</summary>
    public static byte[] RandomScalar()
    {
        var scalar = new byte[32];
        do Native.ScalarRandom(scalar);
        while (!IsScalar(scalar));
        return scalar;
    }

    /// <summary>Whether these are 32 bytes of a scalar in [1, order).</summary>
    public static bool IsScalar(ReadOnlySpan<byte> scalar)
    {
        if (scalar.Length != 32 || scalar.IndexOfAnyExcept((byte)0) < 0) return false;
        for (var i = 31; i >= 0; i--)
        {
            if (scalar[i] != Order[i]) return scalar[i] < Order[i];
        }

        return false;
    }

    /// <summary>Whether these are 32 bytes of a canonical point (RFC 9496, 4.3.1) that is not the identity. Version 1.0.18 overlooks the highest bit, so it is looked at here.</summary>
    public static bool IsPoint(ReadOnlySpan<byte> point) =>
        point.Length == 32 && point[31] < 0x80 && point.IndexOfAnyExcept((byte)0) >= 0 && Native.IsValidPoint(point) == 1;

    public static byte[] PointFromHash(ReadOnlySpan<byte> hash64)
    {
        Length(hash64, 64);
        var point = new byte[32];
        Done(Native.FromHash(point, hash64));
        return point;
    }

    /// <summary>scalar * B. The scalar has passed <see cref="IsScalar"/>.</summary>
    public static byte[] BaseTimes(ReadOnlySpan<byte> scalar)
    {
        if (!IsScalar(scalar)) throw new ArgumentException("Not a scalar in [1, order)", nameof(scalar));
        var point = new byte[32];
        Done(Native.ScalarMultBase(point, scalar));
        return point;
    }

    public static byte[] Add(ReadOnlySpan<byte> p, ReadOnlySpan<byte> q)
    {
        Length(p, 32);
        Length(q, 32);
        var sum = new byte[32];
        Done(Native.Add(sum, p, q));
        return sum;
    }

    /// <summary>p - q; the identity where they are equal.</summary>
    public static byte[] Subtract(ReadOnlySpan<byte> p, ReadOnlySpan<byte> q)
    {
        Length(p, 32);
        Length(q, 32);
        var difference = new byte[32];
        Done(Native.Subtract(difference, p, q));
        return difference;
    }

    /// <summary>scalar * p. The scalar has passed <see cref="IsScalar"/>, the point is not the identity.</summary>
    public static byte[] Times(ReadOnlySpan<byte> scalar, ReadOnlySpan<byte> p)
    {
        if (!IsScalar(scalar)) throw new ArgumentException("Not a scalar in [1, order)", nameof(scalar));
        Length(p, 32);
        var product = new byte[32];
        Done(Native.ScalarMult(product, scalar, p));
        return product;
    }

    /// <summary>64 bytes, little endian, modulo the order; may be zero.</summary>
    public static byte[] Reduce(ReadOnlySpan<byte> hash64)
    {
        Length(hash64, 64);
        var scalar = new byte[32];
        Native.ScalarReduce(scalar, hash64);
        return scalar;
    }

    /// <summary>x + y modulo the order; may be zero.</summary>
    public static byte[] AddScalars(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y)
    {
        Length(x, 32);
        Length(y, 32);
        var sum = new byte[32];
        Native.ScalarAdd(sum, x, y);
        return sum;
    }

    /// <summary>x - y modulo the order; may be zero.</summary>
    public static byte[] SubtractScalars(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y)
    {
        Length(x, 32);
        Length(y, 32);
        var difference = new byte[32];
        Native.ScalarSubtract(difference, x, y);
        return difference;
    }

    /// <summary>x * y modulo the order; may be zero.</summary>
    public static byte[] MultiplyScalars(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y)
    {
        Length(x, 32);
        Length(y, 32);
        var product = new byte[32];
        Native.ScalarMultiply(product, x, y);
        return product;
    }

    private static void Done(int result)
    {
        if (result != 0) throw new ArgumentException("libsodium refused the input");
    }

    private static void Length(ReadOnlySpan<byte> bytes, int length)
    {
        if (bytes.Length != length) throw new ArgumentException($"Needs {length} bytes, got {bytes.Length}");
    }

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library) return IntPtr.Zero;
        foreach (var candidate in Names)
        {
            if (NativeLibrary.TryLoad(candidate, assembly, path, out var handle)) return handle;
        }

        throw new DllNotFoundException("libsodium 1.0.18 or later is missing; on Debian install the package libsodium23");
    }

    private static partial class Native
    {
        [LibraryImport(Library, EntryPoint = "sodium_init")]
        internal static partial int Init();

        [LibraryImport(Library, EntryPoint = "crypto_sign_seed_keypair")]
        internal static partial int SignSeedKeyPair(Span<byte> publicKey, Span<byte> secretKey, ReadOnlySpan<byte> seed);

        [LibraryImport(Library, EntryPoint = "crypto_sign_detached")]
        internal static partial int SignDetached(Span<byte> signature, nint noLength, ReadOnlySpan<byte> message, ulong length, ReadOnlySpan<byte> secretKey);

        [LibraryImport(Library, EntryPoint = "crypto_sign_verify_detached")]
        internal static partial int SignVerifyDetached(ReadOnlySpan<byte> signature, ReadOnlySpan<byte> message, ulong length, ReadOnlySpan<byte> publicKey);

        [LibraryImport(Library, EntryPoint = "crypto_core_ristretto255_scalar_random")]
        internal static partial void ScalarRandom(Span<byte> scalar);

        [LibraryImport(Library, EntryPoint = "crypto_core_ristretto255_is_valid_point")]
        internal static partial int IsValidPoint(ReadOnlySpan<byte> point);

        [LibraryImport(Library, EntryPoint = "crypto_core_ristretto255_from_hash")]
        internal static partial int FromHash(Span<byte> point, ReadOnlySpan<byte> hash);

        [LibraryImport(Library, EntryPoint = "crypto_core_ristretto255_add")]
        internal static partial int Add(Span<byte> sum, ReadOnlySpan<byte> p, ReadOnlySpan<byte> q);

        [LibraryImport(Library, EntryPoint = "crypto_core_ristretto255_sub")]
        internal static partial int Subtract(Span<byte> difference, ReadOnlySpan<byte> p, ReadOnlySpan<byte> q);

        [LibraryImport(Library, EntryPoint = "crypto_scalarmult_ristretto255")]
        internal static partial int ScalarMult(Span<byte> product, ReadOnlySpan<byte> scalar, ReadOnlySpan<byte> point);

        [LibraryImport(Library, EntryPoint = "crypto_core_ristretto255_scalar_reduce")]
        internal static partial void ScalarReduce(Span<byte> scalar, ReadOnlySpan<byte> hash);

        [LibraryImport(Library, EntryPoint = "crypto_core_ristretto255_scalar_add")]
        internal static partial void ScalarAdd(Span<byte> sum, ReadOnlySpan<byte> x, ReadOnlySpan<byte> y);

        [LibraryImport(Library, EntryPoint = "crypto_core_ristretto255_scalar_sub")]
        internal static partial void ScalarSubtract(Span<byte> difference, ReadOnlySpan<byte> x, ReadOnlySpan<byte> y);

        [LibraryImport(Library, EntryPoint = "crypto_core_ristretto255_scalar_mul")]
        internal static partial void ScalarMultiply(Span<byte> product, ReadOnlySpan<byte> x, ReadOnlySpan<byte> y);

        [LibraryImport(Library, EntryPoint = "crypto_scalarmult_ristretto255_base")]
        internal static partial int ScalarMultBase(Span<byte> point, ReadOnlySpan<byte> scalar);
    }
}
