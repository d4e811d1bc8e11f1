namespace Writ.Ledger.Oversight;

/// <summary>Incomplete gamma and beta functions and their inverses, to some ten digits: series and continued fractions as in Abramowitz and Stegun 6.5 and 26.5; inverses by halving.</summary>
internal static class Special
{
    private const double Tiny = 1e-300;

    private const double Enough = 1e-15;

    private const int Most = 10_000;

    private static readonly double[] Lanczos =
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    /// <summary>The number below which a gamma distribution of this shape and scale 1 lies with this probability.</summary>
    public static double GammaQuantile(double probability, double shape)
    {
        var high = shape + 1;
        while (LowerGamma(shape, high) < probability) high *= 2;
        return Halved(x => LowerGamma(shape, x) < probability, 0, high);
    }

    /// <summary>As <see cref="GammaQuantile"/>, of the beta distribution.</summary>
    public static double BetaQuantile(double probability, double a, double b) => Halved(x => Beta(a, b, x) < probability, 0, 1);

    /// <summary>Regularised lower incomplete gamma function P(a, x).</summary>
    public static double LowerGamma(double a, double x)
    {
        if (x <= 0) return 0;
        var front = Math.Exp((a * Math.Log(x)) - x - LogGamma(a));
        if (x < a + 1)
        {
            var (term, sum) = (1 / a, 1 / a);
            for (var n = 1; n < Most && Math.Abs(term) > Math.Abs(sum) * Enough; n++) sum += term *= x / (a + n);
            return front * sum;
        }

        var b = x + 1 - a;
        var c = 1 / Tiny;
        var d = 1 / b;
        var h = d;
        for (var n = 1; n < Most; n++)
        {
            var an = -n * (n - a);
            b += 2;
            d = 1 / Off(b + (an * d));
            c = Off(b + (an / c));
            h *= c * d;
            if (Math.Abs((c * d) - 1) < Enough) break;
        }

        return 1 - (front * h);
    }

    /// <summary>Regularised incomplete beta function I(x; a, b).</summary>
    public static double Beta(double a, double b, double x)
    {
        if (x <= 0) return 0;
        if (x >= 1) return 1;
        var front = Math.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + (a * Math.Log(x)) + (b * Math.Log(1 - x)));
        return x < (a + 1) / (a + b + 2) ? front * Fraction(a, b, x) / a : 1 - (front * Fraction(b, a, 1 - x) / b);
    }

    public static double LogGamma(double x)
    {
        if (x < 0.5) return Math.Log(Math.PI / Math.Abs(Math.Sin(Math.PI * x))) - LogGamma(1 - x);
        var shifted = x - 1;
        var sum = Lanczos[0];
        for (var i = 1; i < Lanczos.Length; i++) sum += Lanczos[i] / (shifted + i);
        var t = shifted + 7.5;
        return (0.5 * Math.Log(2 * Math.PI)) + ((shifted + 0.5) * Math.Log(t)) - t + Math.Log(sum);
    }

    private static double Fraction(double a, double b, double x)
    {
        var c = 1.0;
        var d = 1 / Off(1 - ((a + b) * x / (a + 1)));
        var h = d;
        for (var m = 1; m < Most; m++)
        {
            var even = m * (b - m) * x / ((a - 1 + (2 * m)) * (a + (2 * m)));
            d = 1 / Off(1 + (even * d));
            c = Off(1 + (even / c));
            h *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + 1 + (2 * m)));
            d = 1 / Off(1 + (odd * d));
            c = Off(1 + (odd / c));
            h *= d * c;
            if (Math.Abs((d * c) - 1) < Enough) break;
        }

        return h;
    }

    private static double Off(double number) => Math.Abs(number) < Tiny ? Tiny : number;

    private static double Halved(Func<double, bool> below, double low, double high)
    {
        for (var i = 0; i < 200 && high - low > 1e-15 * high; i++)
        {
            var middle = (low + high) / 2;
            if (below(middle)) low = middle;
            else high = middle;
        }

        return (low + high) / 2;
    }
}
