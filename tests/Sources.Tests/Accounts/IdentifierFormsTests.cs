using Writ.Sources.Accounts;

namespace Writ.Sources.Tests.Accounts;

public class IdentifierFormsTests
{
    [Theory]
    [InlineData("email", " Sample-Customer-1@Example.ORG ", "sample-customer-1@example.org")]
    [InlineData("email", "a.b+tag@mail.example.org", "a.b+tag@mail.example.org")]
    [InlineData("email", "o'neil@example.org", "o'neil@example.org")]
    [InlineData("email", "kunde@bücher.example", "kunde@xn--bcher-kva.example")]
    [InlineData("phone", "+1 (206) 555-0100", "+12065550100")]
    [InlineData("phone", "0044 20 7946 0000", "+442079460000")]
    [InlineData("phone", "+49.30.12345678", "+493012345678")]
    [InlineData("customer-number", "c-100 001", "C100001")]
    [InlineData("order-number", "70000000010000001", "700-0000001-0000001")]
    [InlineData("order-number", "700-0000001-0000001", "700-0000001-0000001")]
    public void Possible_identifiers_have_one_form(string kind, string value, string normal) =>
        Assert.Equal(normal, IdentifierForms.Normalise(kind, value).Value);

    [Theory]
    [InlineData("email", "")]
    [InlineData("email", "example.org")]
    [InlineData("email", "@example.org")]
    [InlineData("email", "a@")]
    [InlineData("email", "a@localhost")]
    [InlineData("email", "a@example..org")]
    [InlineData("email", "a@.org")]
    [InlineData("email", "a@-example.org")]
    [InlineData("email", "a@10.0.0.1")]
    [InlineData("email", "a@b@example.org")]
    [InlineData("email", "a b@example.org")]
    [InlineData("email", ".a@example.org")]
    [InlineData("email", "a..b@example.org")]
    [InlineData("email", "a@exam ple.org")]
    [InlineData("email", "a\u0000@example.org")]
    [InlineData("email", "12345678901234567890123456789012345678901234567890123456789012345@example.org")]
    [InlineData("phone", "")]
    [InlineData("phone", "206 555 0100")]
    [InlineData("phone", "+1 206 555 010")]
    [InlineData("phone", "+1 106 555 0100")]
    [InlineData("phone", "+1 206 155 0100")]
    [InlineData("phone", "+0 206 555 0100")]
    [InlineData("phone", "+1234567")]
    [InlineData("phone", "+4412345678901234")]
    [InlineData("phone", "+44 20 7946 CALL")]
    [InlineData("phone", "+44+2079460000")]
    [InlineData("customer-number", "C-1")]
    [InlineData("customer-number", "CUSTOMER")]
    [InlineData("customer-number", "C-100001; DROP")]
    [InlineData("customer-number", "123456789012345678901")]
    [InlineData("order-number", "700-0000001-000001")]
    [InlineData("order-number", "700-0000001-000000X")]
    [InlineData("order-number", "٧٠٠-0000001-0000001")]
    public void Impossible_identifiers_are_refused(string kind, string value) =>
        Assert.Equal("sources-impossible-identifier", IdentifierForms.Normalise(kind, value).Refusal?.Code);

    [Fact]
    public void Endless_text_is_refused_for_every_kind() => Assert.All(
        IdentifierForms.Kinds, kind => Assert.Equal("sources-impossible-identifier", IdentifierForms.Normalise(kind, new string('1', 100_000)).Refusal?.Code));

    [Theory]
    [InlineData("")]
    [InlineData("Email")]
    [InlineData("passport")]
    public void Other_kinds_are_refused(string kind) => Assert.Equal("sources-unknown-kind", IdentifierForms.Normalise(kind, "x").Refusal?.Code);
}
