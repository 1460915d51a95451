"""Given names: what stands before a word that is somebody's family name (“Jane Clerk”).

None that is a common word as well (Will, May, Grant). Data, and small: a name that is missing here
is told by an honorific, or not at all.
"""

from __future__ import annotations

GIVEN_NAMES = frozenset(
    """
    aaron abby abdul abigail abraham ada adam adele adrian agnes ahmed aidan aisha alan albert alberto aleksandra alex alexander
    alexandra alexis alfred ali alice alicia alison allison alma amanda amber amelia amina amir amy ana anastasia andrea andreas andrew
    andy angela angelica angie anita ann anna anne annette annie anthony antonio arjun arnold arthur arturo asha ashley astrid audrey
    barbara barry beatrice becky belinda ben benjamin bernard bernice bert beth betty beverly bob bobby bonnie boris brad bradley
    brandon brenda brendan brent brett brian bridget bruce bruno bryan caitlin calvin cameron camille candice carl carla carlos
    carmen carol carole caroline carolyn cassandra catherine cathy cecilia cedric chad charles charlene charlotte chen cheryl chloe chris
    christina christine christopher cindy claire clara clarence claude claudia clifford clint colin colleen connie connor constance
    corey courtney craig crystal curtis cynthia daisy damian dan dana daniel daniela daniele danielle danny daphne darlene darren
    dave david deborah debra deepak delia denise dennis derek desmond diana diane diego dimitri dirk dolores dominic don donald
    donna dora doreen doris dorothy doug douglas duncan dustin dylan ed eddie edith edna eduardo edward edwin eileen elaine eleanor elena
    eli elias elijah elisa elise eliza elizabeth ella ellen elsie emil emilia emily emma enrique eric erica erik erika erin ernest
    esther ethan ethel eugene eva evan evelyn farida fatima felicia felix fernando fiona florence fran francesca francis francisco
    franco frank fred freddie frederick gabriel gabriela gareth gary gavin gemma geoff geoffrey george georgia gerald gerard
    gilbert gina giovanni gladys glen glenn gloria gordon grace graham greg gregory greta guillermo gustavo gwen hannah hans harold harriet
    harry harvey hassan heather hector heidi heinz helen helena helga henry herbert herman hilary howard hugh hugo ian ibrahim
    igor ingrid irene iris irina isaac isabel isabella ivan ivy jack jackie jacob jacqueline jake jamal james jamie jan jane janet
    janice jared jasmine jason javier jean jeanette jeff jeffrey jenna jennifer jenny jeremy jerome jerry jesse jessica jesus jill
    jim jimmy jing joan joanna joanne jodie joe joel johan johanna john johnny jon jonas jonathan jorge jose josef joseph josephine
    josh joshua joyce juan juanita judith judy julia julian juliana julie juliet julio julius justin karen karl karla kate katherine
    kathleen kathryn kathy katie katrina kay keith kelly ken kenneth kenny kerry kevin khalid kim kimberly kirsten klaus kofi kristen kristin
    kristina kumar kurt kyle lakshmi larry lars laura lauren laurence laurie lawrence lea leah lee lena leo leon leonard leroy leslie
    liam lillian lily linda lindsay lisa liu lloyd lois lola lorenzo loretta lori lorraine louis louise lucas lucia lucy luis luke luther
    lydia lynn mabel madison maggie magnus malcolm mandy manuel marc marcel marcia marcus margaret margarita maria marian mariana marie
    marilyn mario marion marisa marjorie marlene marsha marta martha martin martina marvin mary mathew matilda matt matthew maureen maurice
    max maxine megan mei melanie melinda melissa mercedes michael michele michelle miguel mike mildred milton ming miranda miriam
    mitchell mohamed mohammed moira molly mona monica monika morgan muhammad murray myra myrtle nadia nadine nancy naomi natalia natalie
    natasha nathan nathaniel neha neil nelson nicholas nick nicola nicole nigel nikita nina noah noel nora norma norman olga olive oliver
    olivia omar oscar otto pablo pam pamela patricia patrick patty paul paula pauline pedro peggy penelope penny per pete peter petra
    phil philip phillip phyllis pierre pilar piotr polly priya rachel rafael raj rajesh ralph ramon randall randy raquel raul ravi
    raymond rebecca regina reginald renee ricardo richard rick ricky rita rob robert roberta roberto robin rocio roderick rodney roger
    roland rolf roman ron ronald ronnie rosa rosalie rosanna roscoe rosemary rosie ross roxanne roy rudolf rudy rupert russell ruth ryan
    sabine sabrina sally salma salvador sam samantha samir samuel sandeep sandra sanjay sara sarah saul scott sean sebastian selena
    selma serena sergei sergio seth shane shannon sharon shaun shawn sheila shelley sherry shirley sidney sigrid silvia simon simone
    sofia solomon sonia sonja sophia sophie stacey stan stanley stefan stella stephanie stephen steve steven stewart stuart sue sunil
    sunita susan susanna susanne suzanne sven svetlana sylvia tamara tammy tanya tara tariq tatiana ted teresa terence terrence terry
    tessa thelma theo theodore theresa thomas tiffany tim timothy tina tobias toby todd tom tommy tony tracy trevor tristan tyler ulrich
    ursula valentina valerie vanessa vera vernon veronica vicky victor victoria vijay vincent viola violet virginia vivian vladimir
    walter wanda warren wayne wei wendy werner wesley wilfred wilhelm willem william wilma wolfgang xavier yasmin yolanda yusuf yvette
    yvonne zachary zoe
    """.split()
)
