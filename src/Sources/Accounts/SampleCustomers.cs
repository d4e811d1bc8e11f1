using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Writ.Base;

namespace Writ.Sources.Accounts;

/// <summary>A made-up customer of the sample retail service. The numbers are from ranges kept for fiction.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Email">Under <c>example.org</c> (RFC 2606).</param>
/// <param name="Phone">Within +1 ... 555-0100 to 0199, which North American carriers keep for fiction.</param>
/// <param name="Orders">Order numbers, oldest first.</param>
public sealed record SampleCustomer(int Number, AccountId Account, string Email, string Phone, string CustomerNumber, IReadOnlyList<string> Orders);

/// <summary>What the sample customers hold. The same number and day give the same content, always.</summary>
internal static class SampleCustomers
{
    private static readonly string[] Goods =
        ["a kettle", "running shoes", "a desk lamp", "a bicycle pump", "printer paper", "a winter coat", "garden shears", "a set of spanners", "a phone case", "batteries", "a tent", "a cookery book"];

    private static readonly string[] Messages =
        ["Please leave the parcel with the neighbour.", "The lamp arrived with a crack; can it be exchanged?", "Thank you, the second delivery came on time.", "Is the coat also sold in green?"];

    private static readonly string[] Photos =
        ["a cracked lamp on a table", "a parcel on a doorstep", "a bicycle against a wall", "a label with an order number"];

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static SampleCustomer Customer(int number, AccountId account)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, 100);
        return new SampleCustomer(
            number, account, Text($"sample-customer-{number}@example.org"), Text($"+1206555{number + 99:0000}"), Text($"C-{100000 + number}"),
            [.. Enumerable.Range(1, OrderCount(number)).Select(order => OrderNumber(number, order))]);
    }

    internal static Contact Contact(SampleCustomer customer) =>
        new(customer.Email, Text($"Sample customer {customer.Number}"), [Text($"{customer.Number} Sample Street"), "12345 Sample Town"]);

    /// <summary>Category, day and content of every record.</summary>
    internal static IEnumerable<(string Category, DateOnly Day, byte[] Content)> Records(SampleCustomer customer, DateOnly until)
    {
        var n = customer.Number;
        var opened = until.AddDays(-760 - n);
        yield return ("subscriber", opened, Json(
            ("record", "subscriber"), ("name", $"Sample customer {n}"), ("email", customer.Email), ("phone", customer.Phone),
            ("customer-number", customer.CustomerNumber), ("address", $"{n} Sample Street, Sample Town"), ("opened", Day(opened)),
            ("payment", "card ending in 0000")));
        for (var order = 1; order <= customer.Orders.Count; order++)
        {
            var day = until.AddDays(-(customer.Orders.Count - order) * 61 - (n % 30) - 1);
            yield return ("transaction", day, Json(
                ("record", "order"), ("order-number", customer.Orders[order - 1]), ("on", Day(day)), ("goods", Goods[((n * 5) + order) % Goods.Length]),
                ("paid", string.Create(CultureInfo.InvariantCulture, $"{(((n * 37) + (order * 113)) % 190) + 5}.00 USD")), ("delivered-to", $"{n} Sample Street, Sample Town")));
        }

        for (var i = 0; i < 2; i++)
        {
            var day = until.AddDays(-(i * 170) - (n % 25) - 3);
            yield return ("content", day, Json(("record", "message"), ("on", Day(day)), ("to", "customer service"), ("text", Messages[(n + i) % Messages.Length])));
        }

        var taken = until.AddDays(-(n % 40) - 20);
        yield return ("content", taken, Json(("record", "photo"), ("on", Day(taken)), ("shows", Photos[n % Photos.Length]), ("note", "a description stands for the picture")));
    }

    internal static IReadOnlyList<(string Kind, string Value)> Identifiers(SampleCustomer customer) =>
    [
        (IdentifierForms.Email, customer.Email),
        (IdentifierForms.Phone, customer.Phone),
        (IdentifierForms.CustomerNumber, customer.CustomerNumber),
        .. customer.Orders.Select(order => (IdentifierForms.OrderNumber, order)),
    ];

    /// <summary>One JSON object on one line, as a production lists it.</summary>
    internal static byte[] Json(params (string Name, string Value)[] members) =>
        JsonSerializer.SerializeToUtf8Bytes(new JsonObject(members.Select(m => KeyValuePair.Create(m.Name, (JsonNode?)m.Value))), Plain);

    private static int OrderCount(int number) => 4 + (number % 9);

    private static string OrderNumber(int number, int order) => Text($"700-{number:0000000}-{order:0000000}");

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
