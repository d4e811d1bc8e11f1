using Writ.Shared;

namespace Writ.Sources.Tests.Cameras;

public sealed class FootageModulesTests
{
    /// <summary>Chain, key, box, clip, card and codes, each with what must be refused.</summary>
    [NodeFact]
    public async Task The_browsers_modules_open_and_refuse_what_the_vectors_say() =>
        Assert.Equal(string.Empty, await NodeModules.Run("tests/Sources.Tests/Cameras/vectors.mjs"));

    /// <summary>Areas of a picture, the chain of cards, marks, boxes of a live view.</summary>
    [NodeFact]
    public async Task What_the_cameras_pages_work_out_holds_and_refuses_what_is_odd() =>
        Assert.Equal(string.Empty, await NodeModules.Run("tests/Sources.Tests/Cameras/pages.mjs"));

    /// <summary>Region files, matching, choices, edits, results, what was given.</summary>
    [NodeFact]
    public async Task What_the_pages_of_answers_work_out_holds_and_refuses_what_is_odd() =>
        Assert.Equal(string.Empty, await NodeModules.Run("tests/Sources.Tests/Cameras/answers.mjs"));

    /// <summary>An order to a hub that the test plays, and its answer.</summary>
    [NodeFact]
    public async Task Orders_are_sealed_in_one_size_and_their_answers_put_together() =>
        Assert.Equal(string.Empty, await NodeModules.Run("tests/Sources.Tests/Cameras/orders.mjs"));
}
