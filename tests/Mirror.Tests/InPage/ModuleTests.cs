using Writ.Shared;

namespace Writ.Mirror.Tests.InPage;

/// <summary>The verifier in the page, in Node.</summary>
public sealed class ModuleTests
{
    [NodeFact]
    public async Task The_pages_modules_say_of_every_vector_what_stands_beside_it() =>
        Assert.Equal(string.Empty, await NodeModules.Run("tests/Mirror.Tests/InPage/vectors.mjs"));

    [NodeFact]
    public async Task The_pages_modules_let_no_wrong_file_pass_and_never_throw() =>
        Assert.Equal(string.Empty, await NodeModules.Run("tests/Mirror.Tests/InPage/fuzz.mjs"));

    [NodeFact]
    public async Task The_pages_reader_of_JSON_takes_what_has_one_reading_and_nothing_else() =>
        Assert.Equal(string.Empty, await NodeModules.Run("tests/Mirror.Tests/InPage/json.mjs"));

    [NodeFact]
    public async Task The_page_asks_for_no_bundle_that_it_can_know_to_be_gone() =>
        Assert.Equal(string.Empty, await NodeModules.Run("tests/Mirror.Tests/InPage/bundles.mjs"));
}
